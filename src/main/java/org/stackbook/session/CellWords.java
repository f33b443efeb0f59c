package org.stackbook.session;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.dflib.jjava.jupyter.kernel.display.DisplayData;
import org.jspecify.annotations.Nullable;

/**
 * The words that every cell may use without a receiver: imported statically into each {@link
 * Session}. They are those of IJava and JJava, so that their notebooks run.
 */
public final class CellWords {

  private static volatile @Nullable Session current;

  private CellWords() {}

  /** Makes {@code session} the one that the words below speak to. */
  static void attach(Session session) {
    current = session;
  }

  private static Session session() {
    Session session = current;
    if (session == null) {
      throw new IllegalStateException("no notebook session is running");
    }
    return session;
  }

  /**
   * Shows a value now, before the cell ends.
   *
   * @return an id by which {@link #updateDisplay} replaces what is shown
   */
  public static String display(@Nullable Object value) {
    return session().display(UUID.randomUUID().toString(), value, false);
  }

  /**
   * Shows a value now, in given forms or under a given name.
   *
   * <pre>{@code
   * display("<b>bold</b>", "text/html");
   * display(progress, "bar");             // updateDisplay("bar", progress) replaces it
   * }</pre>
   *
   * @param how MIME types, which hold a slash, or one name without
   * @return the name, or an id by which {@link #updateDisplay} replaces what is shown
   */
  public static String display(@Nullable Object value, String... how) {
    if (how.length == 1 && how[0].indexOf('/') < 0) {
      return session().display(how[0], value, false);
    }
    return session().display(UUID.randomUUID().toString(), value, false, how);
  }

  /**
   * Replaces what {@link #display} has shown.
   *
   * @param id what {@code display} gave back, or the name it was given
   * @param mimeTypes the forms to show the value in; none for its own choice
   */
  public static void updateDisplay(String id, @Nullable Object value, String... mimeTypes) {
    session().display(id, value, true, mimeTypes);
  }

  /**
   * How a value shows itself, without showing it.
   *
   * @param mimeTypes the forms asked for; none for its own choice
   */
  public static DisplayData render(@Nullable Object value, String... mimeTypes) {
    return DisplayBridge.toDisplayData(session().render(value, mimeTypes));
  }

  /** Takes away what the cell has shown so far. */
  public static void clearOutput() {
    clearOutput(false);
  }

  /**
   * Takes away what the cell has shown so far.
   *
   * @param wait keep it until the next output comes, to avoid flicker
   */
  public static void clearOutput(boolean wait) {
    session().output().clear(wait);
  }

  /** Prints to {@code System.out}. */
  @SuppressWarnings("AnnotateFormatMethod") // its annotation would be one more dependency
  public static void printf(String format, Object... args) {
    System.out.printf(format, args);
  }

  /**
   * Asks the person at the front end for a line of text.
   *
   * <pre>{@code
   * String name = readLine("Name of the stamp: ");
   * }</pre>
   *
   * @param prompt what to ask; may be empty
   * @throws IOException if there is no answer, as when the cell is interrupted
   * @throws org.stackbook.error.Refusal if the front end takes no input
   */
  public static String readLine(String prompt) throws IOException {
    return session().input().ask(prompt, false);
  }

  /**
   * Asks the person at the front end for a password; what is typed does not show and is not kept in
   * the notebook.
   *
   * @param prompt what to ask; may be empty
   * @return as of {@link java.io.Console}: characters that the caller may wipe
   * @throws IOException if there is no answer, as when the cell is interrupted
   * @throws org.stackbook.error.Refusal if the front end takes no input
   */
  public static char[] readPassword(String prompt) throws IOException {
    return session().input().ask(prompt, true).toCharArray();
  }

  /**
   * Runs Java in this session and gives back the value of its last expression.
   *
   * @throws Exception what the code threw
   */
  public static @Nullable Object eval(String code) throws Exception {
    return session().evalNested(code);
  }

  /**
   * Runs a line magic: what {@code x = %name args} stands for.
   *
   * @throws Exception what the magic threw
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as notebooks expect it
  public static <T> @Nullable T lineMagic(String name, List<String> args) throws Exception {
    return (T) session().kernel().lineMagic(name, args);
  }

  /**
   * Runs a line magic whose value is not asked for: what a line {@code %name args} stands for.
   *
   * @throws Exception what the magic threw
   */
  public static void runLineMagic(String name, List<String> args) throws Exception {
    session().kernel().lineMagic(name, args);
  }

  /**
   * Runs a cell magic: what a cell that starts with {@code %%name args} stands for.
   *
   * @throws Exception what the magic threw
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // as notebooks expect it
  public static <T> @Nullable T cellMagic(String name, List<String> args, String body)
      throws Exception {
    return (T) session().kernel().cellMagic(name, args, body);
  }
}
