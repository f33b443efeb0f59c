package org.stackbook.session;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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

  /** What to do about errors of code that is right outside of JShell, by the compiler's codes. */
  private static final Map<String, String> WAYS_OUT =
      Map.of(
          "compiler.err.sealed.class.must.have.subclasses",
          "name the subclasses, as in: permits One, Another",
          "compiler.err.invalid.canonical.constructor.in.record",
          "make the constructor public, as JShell does with its record");

  /** Frames of one exception that are shown; the rest is counted. */
  private static final int FRAME_LIMIT = 12;

  private static final Pattern WRAPPER = Pattern.compile("REPL\\.\\$JShell\\$\\w+[.$]?");
  private static final Pattern IN_WRAPPER =
      Pattern.compile(" in class (REPL\\.\\$JShell\\$\\w+)?(?= )");
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
    diagnostics.forEach(each -> tell(cell, offset + (int) each.getPosition(), each, trace));
    if (diagnostics.isEmpty()) {
      return new CellError(COMPILATION, "", 0, 0, trace, null);
    }
    Diag first = diagnostics.get(0);
    Position at = cell.position(offset + first.getPosition());
    String message = tidy(first.getMessage(Locale.ROOT));
    return new CellError(COMPILATION, message, at.line(), at.column(), trace, null);
  }

  /** The same error, and behind it one more, further down in the cell. */
  CellError andAlso(CellError error, CellSource cell, int offset, Diag diagnostic) {
    List<String> trace = new ArrayList<>(error.traceback());
    tell(cell, offset, diagnostic, trace);
    return new CellError(
        error.name(), error.message(), error.line(), error.column(), trace, error.card());
  }

  private static void tell(CellSource cell, int offset, Diag diagnostic, List<String> trace) {
    Position at = cell.position(offset);
    trace.add(errorAt(cell, at));
    tidy(diagnostic.getMessage(Locale.ROOT)).lines().map(line -> "  " + line).forEach(trace::add);
    if (WAYS_OUT.containsKey(diagnostic.getCode())) {
      trace.add("  In a cell: " + WAYS_OUT.get(diagnostic.getCode()));
    }
    trace.addAll(pointAt(cell, at, diagnostic.getEndPosition() - diagnostic.getPosition()));
  }

  /** Code that ends too early. */
  CellError incomplete(CellSource cell) {
    return at(
        cell, cell.java().stripTrailing().length(), 1, "the cell ends before the statement does");
  }

  /** A comment that is not closed. */
  CellError openComment(CellSource cell, int offset) {
    return at(cell, offset, 2, "the comment that begins here has no end, */");
  }

  /** A return that belongs to no method. */
  CellError topLevelReturn(CellSource cell, int offset) {
    return at(
        cell,
        offset,
        "return".length(),
        "return outside of a method: the value of a cell is that of its last expression,"
            + " write it without return");
  }

  /** A text that no class file can hold. */
  CellError longText(CellSource cell, int offset) {
    return at(
        cell,
        offset,
        1,
        "a text in code can have 65535 bytes, this one has more;"
            + " put it into a file: Files.readString(Path.of(\"text.txt\"))");
  }

  private CellError at(CellSource cell, int offset, int length, String message) {
    Position at = cell.position(offset);
    List<String> trace = new ArrayList<>();
    trace.add(errorAt(cell, at));
    trace.add("  " + message);
    trace.addAll(pointAt(cell, at, length));
    return new CellError(COMPILATION, message, at.line(), at.column(), trace, null);
  }

  private static String errorAt(CellSource cell, Position at) {
    String place = cell.label() + ", line " + at.line() + ", column " + at.column();
    return RED + "error" + PLAIN + BOLD + " in " + place + PLAIN;
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
    account(CellExecutionControl.chain(thrown), null, List.of(), trace);
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
    for (Throwable cause = report; at == null && cause != null; cause = cause.getCause()) {
      at = place(cell, cause.getStackTrace()); // thrown on another thread, such as one of a pool
    }
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
    account(chain, report, at == null ? List.of() : pointAt(cell, at, 0), trace);
    return new CellError(name(thrown), message(thrown), line, 0, trace, null);
  }

  /**
   * The answer to the user's own interrupt: where the cell was, nothing more.
   *
   * @param thrown what the cell ended with
   * @param report JShell's account of it, whose frames know their snippets
   */
  CellError interrupted(CellSource cell, Throwable thrown, Throwable report) {
    String message =
        thrown instanceof CellThread.Abandoned
            ? "the cell was interrupted, but did not stop; it goes on in the background,"
                + " and what it prints is dropped"
            : "the cell was interrupted";
    List<String> trace = new ArrayList<>();
    trace.add(RED + "InterruptedException" + PLAIN + ": " + message);
    Position at = place(cell, report.getStackTrace());
    if (at != null) {
      trace.addAll(pointAt(cell, at, 0));
      frames(report.getStackTrace(), trace);
    }
    return new CellError(
        "InterruptedException", message, at == null ? 0 : at.line(), 0, trace, null);
  }

  /** Each exception of a chain with its frames; the first one points at the cell. */
  private void account(
      List<Throwable> chain, @Nullable Throwable report, List<String> place, List<String> trace) {
    Throwable first = chain.get(0);
    Throwable account = report;
    for (Throwable each : chain) {
      String lead = each == first ? "" : isSuppressed(each, chain) ? "Suppressed " : "Caused by ";
      trace.add(heading(lead, each));
      if (each == first) {
        trace.addAll(place);
      }
      frames(account == null ? each.getStackTrace() : account.getStackTrace(), trace);
      account = account instanceof EvalException ? account.getCause() : null;
    }
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
    List<String> lines = Arrays.stream(frames).map(this::frame).filter(Objects::nonNull).toList();
    int shown = 0;
    for (int at = 0; at < lines.size(); ) {
      Repetition repeated = Repetition.at(lines, at);
      int end = at + repeated.lines();
      if (shown + repeated.lines() > FRAME_LIMIT) {
        trace.add(DIM + "    ... " + (lines.size() - at) + " more" + PLAIN);
        return;
      }
      trace.addAll(lines.subList(at, end));
      shown += repeated.lines();
      if (repeated.times() > 1) {
        String these = repeated.lines() == 1 ? "this line" : "these " + repeated.lines() + " lines";
        trace.add(DIM + "    ... " + these + " " + (repeated.times() - 1) + " more times" + PLAIN);
      }
      at += repeated.lines() * repeated.times();
    }
  }

  /** Lines that follow each other several times, as in the trace of a recursion. */
  private record Repetition(int lines, int times) {

    /** Longer rounds of a recursion are not looked for. */
    private static final int LONGEST = 6;

    /** Fewer rounds are shown as they are. */
    private static final int FEWEST = 3;

    static Repetition at(List<String> all, int start) {
      for (int length = 1; length <= LONGEST; length++) {
        int times = 1;
        while (isSame(all, start, start + times * length, length)) {
          times++;
        }
        if (times >= FEWEST) {
          return new Repetition(length, times);
        }
      }
      return new Repetition(1, 1);
    }

    private static boolean isSame(List<String> all, int one, int other, int length) {
      return other + length <= all.size()
          && all.subList(one, one + length).equals(all.subList(other, other + length));
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
    if (frame.getFileName() != null && SNIPPET_FILE.matcher(frame.getFileName()).matches()) {
      return null; // the code around an eval, which has not ended yet
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
    return WRAPPER.matcher(IN_WRAPPER.matcher(tidy).replaceAll("")).replaceAll("");
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
