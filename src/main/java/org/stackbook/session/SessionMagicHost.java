package org.stackbook.session;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.MethodSnippet;
import jdk.jshell.Snippet;
import jdk.jshell.TypeDeclSnippet;
import jdk.jshell.VarSnippet;
import org.jspecify.annotations.Nullable;
import org.stackbook.session.magic.MagicHost;
import org.stackbook.view.MimeBundle;

/** A session as its magics see it. */
final class SessionMagicHost implements MagicHost {

  private static final Pattern UNNAMED = Pattern.compile("\\$\\d+");

  private final Session session;
  private final CellExecutionControl control;

  SessionMagicHost(Session session, CellExecutionControl control) {
    this.session = session;
    this.control = control;
  }

  @Override
  public @Nullable Object eval(String java) throws Exception {
    return session.evalNested(java);
  }

  @Override
  public Timed time(String java) throws Exception {
    Stopwatch watch = new Stopwatch();
    control.measure(watch);
    try {
      return watch.read(session.evalNested(java));
    } finally {
      control.measure(null);
    }
  }

  @Override
  public void addToClassPath(Collection<Path> entries) {
    session.addToClassPath(entries);
  }

  @Override
  public List<Path> classPath() {
    List<Path> all = new ArrayList<>();
    String own = System.getProperty("java.class.path", "");
    for (String entry : own.split(File.pathSeparator, -1)) {
      if (!entry.isBlank()) {
        all.add(Path.of(entry).toAbsolutePath());
      }
    }
    all.addAll(session.addedToClassPath());
    return all;
  }

  @Override
  public List<Declared> declared() {
    JShell shell = session.shell();
    return shell
        .snippets()
        .filter(snippet -> shell.status(snippet).isActive())
        .flatMap(snippet -> declared(shell, snippet).stream())
        .toList();
  }

  private static List<Declared> declared(JShell shell, Snippet snippet) {
    if (snippet instanceof VarSnippet variable) {
      Kind kind = UNNAMED.matcher(variable.name()).matches() ? Kind.UNNAMED : Kind.VARIABLE;
      return List.of(
          new Declared(kind, variable.name(), variable.typeName(), shell.varValue(variable)));
    }
    if (snippet instanceof MethodSnippet method) {
      return List.of(new Declared(Kind.METHOD, method.name(), method.signature(), ""));
    }
    if (snippet instanceof TypeDeclSnippet type) {
      String kind = type.subKind().name().replace("_SUBKIND", "").toLowerCase(Locale.ROOT);
      return List.of(new Declared(Kind.TYPE, type.name(), kind, ""));
    }
    return List.of();
  }

  @Override
  public void display(MimeBundle shown, @Nullable String id, boolean update) {
    session.output().display(shown, id, update);
  }

  @Override
  public void page(MimeBundle shown) {
    session.output().page(shown);
  }

  @Override
  public Optional<MimeBundle> documentation(String java) {
    return session.inspect(java, java.length());
  }
}
