package org.stackbook.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.Diag;
import jdk.jshell.EvalException;
import org.jspecify.annotations.Nullable;
import org.stackbook.error.Refusal;
import org.stackbook.session.CellSource.Position;
import org.stackbook.view.MimeBundle;

/** Writes what stopped a cell in the user's terms: his exception, his lines, no frames of ours. */
final class ErrorFormatter {

  private static final String RED = "\u001b[1;31m";
  private static final String BOLD = "\u001b[1m";
  private static final String DIM = "\u001b[2m";
  private static final String PLAIN = "\u001b[0m";

  /** Name of the error of code that does not compile. */
  static final String COMPILATION = "CompilationException";

  /** Frames of one exception that are shown; the rest is counted. */
  private static final int FRAME_LIMIT = 12;

  private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$\\w+[.$]?");
  private static final Pattern SNIPPET_FILE = Pattern.compile("#(.+)");

  /** Methods that neither the user nor a library has named. */
  private static final Pattern GENERATED = Pattern.compile("lambda\\$|do_it\\$");

  /** Frames that tell the user nothing: how a call got from one class to the next. */
  private static final Pattern PLUMBING =
      Pattern.compile(
          "(jdk\\.internal|java\\.lang\\.reflect|java\\.lang\\.invoke|jdk\\.jshell"
              + "|org\\.dflib\\.jjava\\.jupyter\\.kernel|org\\.stackbook\\.(session|kernel|error)|REPL)\\..*");

  /** Packages whose exceptions speak for themselves, without the package. */
  private static final Set<String> OWN =
      Set.of(Refusal.class.getPackageName(), SystemExit.class.getPackageName());

  private record Origin(CellSource cell, int offset) {}

  private final Map<String, Origin> origins = new HashMap<>();
  private final Function<Object, Optional<MimeBundle>> renderer;

  ErrorFormatter(Function<Object, Optional<MimeBundle>> renderer) {
    this.renderer = renderer;
  }

  /** Remembers where a snippet stands, for exceptions that pass through it later. */
  void remember(String snippetId, CellSource cell, int offset) {
    origins.put(snippetId, new Origin(cell, offset));
  }

  /** Code that does not compile: every error with its place, the line and a caret. */
  CellError compilation(CellSource cell, int offset, List<Diag> diagnostics) {
    List<String> trace = new ArrayList<>();
    String first = "";
    Position at = new Position(0, 0);
    for (Diag diagnostic : diagnostics) {
      String message = tidy(diagnostic.getMessage(Locale.ROOT));
      Position start = cell.position(offset + diagnostic.getPosition());
      if (trace.isEmpty()) {
        first = message;
        at = start;
      }
      trace.add(
          RED
              + "error"
              + PLAIN
              + BOLD
              + " in "
              + cell.label()
              + ", line "
              + start.line()
              + ", column "
              + start.column()
              + PLAIN);
      message.lines().map(line -> "  " + line).forEach(trace::add);
      trace.addAll(pointAt(cell, start, diagnostic.getEndPosition() - diagnostic.getPosition()));
    }
    return new CellError(COMPILATION, first, at.line(), at.column(), trace, null);
  }

  /** Code that ends too early. */
  CellError incomplete(CellSource cell) {
    Position end = cell.position(cell.java().stripTrailing().length());
    String message = "the cell ends before the statement does";
    List<String> trace = new ArrayList<>();
    trace.add(
        RED + "error" + PLAIN + BOLD + " in " + cell.label() + ", line " + end.line() + PLAIN);
    trace.add("  " + message);
    trace.addAll(pointAt(cell, end, 1));
    return new CellError(COMPILATION, message, end.line(), end.column(), trace, null);
  }

  /** An error that is not an exception of the user, in one sentence. */
  CellError plain(String name, String message) {
    return new CellError(name, message, 0, 0, List.of(RED + name + PLAIN + ": " + message), null);
  }

  /** Something thrown outside a snippet, by a magic or while a value shows itself. */
  CellError thrown(Throwable thrown) {
    MimeBundle card = card(thrown);
    if (card != null) {
      return new CellError(
          name(thrown), message(thrown), 0, 0, List.of(shortHeading(thrown)), card);
    }
    List<String> trace = new ArrayList<>();
    trace.add(heading("", thrown));
    frames(thrown.getStackTrace(), trace);
    for (Throwable cause = thrown.getCause(); cause != null && trace.size() < 40; ) {
      trace.add(heading("Caused by ", cause));
      cause = cause.getCause();
    }
    return new CellError(name(thrown), message(thrown), 0, 0, trace, null);
  }

  /**
   * An exception of the running cell.
   *
   * @param chain the exception, its causes, what was suppressed
   * @param report JShell's account of the same chain, whose frames know their snippets
   */
  CellError runtime(CellSource cell, List<Throwable> chain, @Nullable Throwable report) {
    Throwable thrown = chain.get(0);
    StackTraceElement[] passed = report == null ? thrown.getStackTrace() : report.getStackTrace();
    Position at = place(cell, passed);
    int line = at == null ? 0 : at.line();
    MimeBundle card = card(thrown);
    List<String> trace = new ArrayList<>();
    if (card != null) {
      // The card says what is wrong; what is left to tell is where.
      trace.add(shortHeading(thrown));
      trace.addAll(at == null ? List.of() : pointAt(cell, at, 0));
      Arrays.stream(passed)
          .filter(frame -> origin(frame) != null)
          .map(this::frame)
          .forEach(trace::add);
      return new CellError(name(thrown), message(thrown), line, 0, trace, card);
    }
    Throwable account = report;
    for (Throwable each : chain) {
      String lead = each == thrown ? "" : isSuppressed(each, chain) ? "Suppressed " : "Caused by ";
      trace.add(heading(lead, each));
      StackTraceElement[] frames = account == null ? each.getStackTrace() : account.getStackTrace();
      if (each == thrown && at != null) {
        trace.addAll(pointAt(cell, at, 0));
      }
      frames(frames, trace);
      account = account instanceof EvalException ? account.getCause() : null;
    }
    return new CellError(name(thrown), message(thrown), line, 0, trace, null);
  }

  /** An error as the answer to the user's own interrupt: where the cell was, nothing more. */
  CellError interrupted(CellError error, Throwable thrown) {
    String message =
        thrown instanceof CellThread.Abandoned
            ? "the cell was interrupted, but did not stop; it goes on in the background,"
                + " and what it prints is dropped"
            : "the cell was interrupted";
    boolean hasPlace = error.line() > 0;
    List<String> trace = new ArrayList<>(hasPlace ? error.traceback() : List.of(""));
    trace.set(0, RED + "InterruptedException" + PLAIN + ": " + message);
    return new CellError("InterruptedException", message, error.line(), 0, trace, null);
  }

  private static boolean isSuppressed(Throwable candidate, List<Throwable> chain) {
    return chain.stream().noneMatch(each -> each.getCause() == candidate);
  }

  private static String heading(String lead, Throwable thrown) {
    String message = message(thrown);
    return lead + RED + name(thrown) + PLAIN + (message.isEmpty() ? "" : ": " + message);
  }

  private static String shortHeading(Throwable thrown) {
    String first = message(thrown).lines().findFirst().orElse("");
    return RED + name(thrown) + PLAIN + ": " + first;
  }

  private void frames(StackTraceElement[] frames, List<String> trace) {
    int shown = 0;
    int skipped = 0;
    for (StackTraceElement frame : frames) {
      String line = frame(frame);
      if (line == null) {
        continue;
      }
      if (shown < FRAME_LIMIT) {
        trace.add(line);
        shown++;
      } else {
        skipped++;
      }
    }
    if (skipped > 0) {
      trace.add(DIM + "    ... " + skipped + " more" + PLAIN);
    }
  }

  private @Nullable String frame(StackTraceElement frame) {
    Origin origin = origin(frame);
    if (origin != null) {
      String method = frame.getMethodName();
      boolean named = !method.isEmpty() && !GENERATED.matcher(method).lookingAt();
      int line = lineInCell(origin, frame);
      return "    at "
          + (named ? method + " (" : "")
          + origin.cell.label()
          + ", line "
          + line
          + (named ? ")" : "");
    }
    String type = frame.getClassName();
    if (PLUMBING.matcher(type).matches()
        || (type.equals(Thread.class.getName()) && frame.getMethodName().equals("run"))) {
      return null;
    }
    return DIM + "    at " + type + "." + frame.getMethodName() + location(frame) + PLAIN;
  }

  private static String location(StackTraceElement frame) {
    if (frame.getFileName() == null) {
      return "";
    }
    return " ("
        + frame.getFileName()
        + (frame.getLineNumber() > 0 ? ":" + frame.getLineNumber() : "")
        + ")";
  }

  private @Nullable Origin origin(StackTraceElement frame) {
    String file = frame.getFileName();
    if (file == null) {
      return null;
    }
    Matcher matcher = SNIPPET_FILE.matcher(file);
    return matcher.matches() ? origins.get(matcher.group(1)) : null;
  }

  private static int lineInCell(Origin origin, StackTraceElement frame) {
    return origin.cell.position(origin.offset).line() + frame.getLineNumber() - 1;
  }

  /** The line of the running cell where the exception came through first. */
  private @Nullable Position place(CellSource cell, StackTraceElement[] frames) {
    for (StackTraceElement frame : frames) {
      Origin origin = origin(frame);
      if (origin != null && origin.cell.equals(cell)) {
        return new Position(lineInCell(origin, frame), 0);
      }
    }
    return null;
  }

  /** A line of the cell, and under it a caret where a column is known. */
  private static List<String> pointAt(CellSource cell, Position at, long length) {
    String line = cell.line(at.line());
    String gutter = String.format(Locale.ROOT, "%4d | ", at.line());
    if (at.column() == 0) {
      return List.of(DIM + gutter + PLAIN + line);
    }
    String before = line.substring(0, Math.min(at.column() - 1, line.length()));
    StringBuilder pad = new StringBuilder("     | ");
    before.chars().forEach(c -> pad.append(c == '\t' ? '\t' : ' '));
    long room = Math.max(1, line.length() - before.length());
    String carets = "^".repeat((int) Math.max(1, Math.min(length, room)));
    return List.of(DIM + gutter + PLAIN + line, DIM + pad + PLAIN + RED + carets + PLAIN);
  }

  /** Takes out what the compiler says about the classes that JShell wraps around snippets. */
  private static String tidy(String message) {
    StringBuilder tidy = new StringBuilder();
    message
        .lines()
        .filter(line -> !line.matches("\\s*location:\\s+class\\s*(REPL\\..*)?"))
        .forEach(line -> tidy.append(tidy.isEmpty() ? "" : "\n").append(line));
    return WRAPPER.matcher(tidy).replaceAll("");
  }

  /** The class of an exception as the user wrote it. */
  static String name(Throwable thrown) {
    String name = thrown.getClass().getName();
    Matcher wrapper = WRAPPER.matcher(name);
    if (wrapper.lookingAt()) {
      return name.substring(wrapper.end()).replace('$', '.');
    }
    return OWN.contains(thrown.getClass().getPackageName())
        ? thrown.getClass().getSimpleName()
        : name;
  }

  /** The message of an exception, which is code of the user and may fail itself. */
  private static String message(Throwable thrown) {
    try {
      String message = thrown.getLocalizedMessage();
      return message == null ? "" : WRAPPER.matcher(message).replaceAll("");
    } catch (Throwable e) {
      return "(its message failed: " + e.getClass().getName() + ")";
    }
  }

  private @Nullable MimeBundle card(Throwable thrown) {
    try {
      return renderer.apply(thrown).orElse(null);
    } catch (Throwable e) {
      return null;
    }
  }
}
