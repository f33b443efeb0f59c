package org.stackbook.session.magic;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.stackbook.view.MimeBundle;

/** What magics may ask of the session that runs them. */
public interface MagicHost {

  /**
   * Runs Java in the session.
   *
   * @param java statements and declarations, perhaps with line magics
   * @return the value of its last expression, or {@code null}
   * @throws Exception what the code threw, or why it does not compile
   */
  @Nullable Object eval(String java) throws Exception;

  /**
   * Runs Java in the session and measures it.
   *
   * @param java statements and declarations, perhaps with line magics
   * @throws Exception what the code threw, or why it does not compile
   */
  Timed time(String java) throws Exception;

  /**
   * What running some code took, without what compiling it took.
   *
   * @param value the value of its last expression, or {@code null}
   * @param wall time on the clock
   * @param cpu processor time of all threads of this process meanwhile
   * @param allocated bytes that the thread of the cell has allocated
   */
  record Timed(@Nullable Object value, Duration wall, Duration cpu, long allocated) {}

  /** Makes jars and folders of classes known to the cells that follow. */
  void addToClassPath(Collection<Path> entries);

  /** The jars and folders that cells see: those of this process, then those that were added. */
  List<Path> classPath();

  /** What the notebook has declared, in the order of the declarations. */
  List<Declared> declared();

  /** The kinds of {@link Declared}. */
  enum Kind {
    /** A variable with a name of its own. */
    VARIABLE,
    /** A value of an expression without a name, such as {@code $7}. */
    UNNAMED,
    /** A method. */
    METHOD,
    /** A class, record, interface, enum or annotation. */
    TYPE
  }

  /**
   * A declaration of the notebook that holds.
   *
   * @param name its name
   * @param type type of a variable, signature of a method, what kind of type
   * @param value text of a variable's value; empty for all else
   */
  record Declared(Kind kind, String name, String type, String value) {}

  /**
   * Shows something in the cell that runs.
   *
   * @param shown what to show
   * @param id names the display for later updates; {@code null} if it never changes
   * @param update whether to replace the display of that id
   */
  void display(MimeBundle shown, @Nullable String id, boolean update);

  /** Shows something beside the cells, where the front end has a place for it. */
  void page(MimeBundle shown);

  /** Signature and documentation of the name at the end of some Java, if it has any. */
  Optional<MimeBundle> documentation(String java);
}
