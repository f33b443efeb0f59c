package org.stackbook.console;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import org.jline.keymap.KeyMap;
import org.jline.reader.Binding;
import org.jline.reader.Buffer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.utils.InfoCmp;
import org.jspecify.annotations.Nullable;
import org.stackbook.session.CellOutput;
import org.stackbook.session.Session;
import org.stackbook.view.Display;
import org.stackbook.view.MimeBundle;
import org.stackbook.view.Progress;

/**
 * A console: reads cells from a terminal, runs them and shows their values as text as wide as the
 * terminal.
 */
public final class Console {

  private static final String PROMPT = "stackbook> ";
  private static final String MORE = "      ...> ";

  /** Columns by which the session indents what stands in braces. */
  private static final int INDENT = 4;

  /** A line of a table that fills the last column makes some terminals break the line. */
  private static final int SPARE_COLUMNS = 1;

  private final Terminal terminal;
  private final Paint paint;
  private final @Nullable Path history;
  private final Runner runner;
  private final LineReader reader;
  private int columns;

  private Console(
      Terminal terminal,
      Session.Builder builder,
      boolean colours,
      @Nullable Path history,
      @Nullable Path charts) {
    this.terminal = terminal;
    this.paint = new Paint(colours);
    this.history = history;
    ChartFiles files = new ChartFiles(charts);
    PrintWriter writer = terminal.writer();
    Between between = new Between();
    this.runner =
        new Runner(
            builder.idleOutput(between).input(this::ask),
            new Screen(writer, writer, paint, files),
            files);
    this.reader = reader();
    between.reader = reader;
  }

  /**
   * Reads, runs and shows until the user ends it.
   *
   * @param terminal where the user sits
   * @param builder of the session
   * @param colours whether to use colours
   * @param history the file that keeps what was typed, or {@code null} to keep nothing
   * @param charts the folder that every chart is written to, or {@code null} for on request
   * @return the status to end the process with
   * @throws IOException if the history cannot be kept
   */
  public static int interact(
      Terminal terminal,
      Session.Builder builder,
      boolean colours,
      @Nullable Path history,
      @Nullable Path charts)
      throws IOException {
    if (history != null) {
      HistoryFile.prepare(history);
    }
    Console console = new Console(terminal, builder, colours, history, charts);
    Display before = Display.current();
    try {
      return console.loop();
    } finally {
      Display.use(before);
      console.runner.close();
    }
  }

  /** Answers a cell that asks; with a reader of its own, which takes any line and keeps none. */
  private String ask(String prompt, boolean hidden) throws IOException {
    try {
      LineReader asking = LineReaderBuilder.builder().terminal(terminal).build();
      asking.setVariable(LineReader.DISABLE_HISTORY, true);
      return hidden ? asking.readLine(prompt, '*') : asking.readLine(prompt);
    } catch (UserInterruptException | EndOfFileException e) {
      throw new InterruptedIOException("interrupted while waiting for input");
    }
  }

  private LineReader reader() {
    LineReader made =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("Stackbook")
            .parser(JavaLine.parser(this::session))
            .completer(JavaLine.completer())
            .history(HistoryFile.history())
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, MORE)
            .variable(LineReader.INDENTATION, 1)
            .variable(LineReader.HISTORY_SIZE, HistoryFile.ENTRIES)
            .variable(LineReader.HISTORY_FILE_SIZE, HistoryFile.ENTRIES)
            .build();
    if (history != null) {
      made.setVariable(LineReader.HISTORY_FILE, history);
    }
    KeyMap<Binding> keys = Objects.requireNonNull(made.getKeyMaps().get(LineReader.MAIN));
    made.getWidgets().put("stackbook-inspect", this::inspect);
    String shiftTab = KeyMap.key(terminal, InfoCmp.Capability.back_tab);
    if (shiftTab != null) {
      keys.bind(new Reference("stackbook-inspect"), shiftTab);
    }
    // JLine's own widgets take the space away that stands before a closing bracket.
    keys.bind(new Reference(LineReader.SELF_INSERT), ")", "]");
    made.getWidgets().put("stackbook-close", () -> close(made.getBuffer()));
    keys.bind(new Reference("stackbook-close"), "}");
    return made;
  }

  /** A brace that closes stands under what it closes. */
  private static boolean close(Buffer buffer) {
    String line = buffer.upToCursor().substring(buffer.upToCursor().lastIndexOf('\n') + 1);
    if (line.isBlank() && buffer.upToCursor().indexOf('\n') >= 0) {
      buffer.backspace(Math.min(INDENT, line.length()));
    }
    buffer.write('}');
    return true;
  }

  private Session session() {
    return runner.session();
  }

  private int loop() {
    Thread starter = new Thread(session()::start, "start");
    starter.setDaemon(true);
    starter.start();
    terminal.handle(Terminal.Signal.INT, signal -> session().interrupt());
    runner
        .screen()
        .aside(
            "Stackbook "
                + Session.version()
                + ", Java "
                + Runtime.version().feature()
                + ". /help says what can be typed, Ctrl-D ends.");
    while (runner.exit().isEmpty()) {
      String cell;
      try {
        cell = reader.readLine(paint.prompt(PROMPT));
      } catch (UserInterruptException e) {
        continue; // what was typed is gone, nothing else
      } catch (EndOfFileException e) {
        break;
      }
      if (!cell.isBlank()) {
        fitWidth();
        runner.run(cell);
      }
    }
    return runner.exit().orElse(0);
  }

  /** Follows the terminal, unless a cell has set a width since. */
  private void fitWidth() {
    int now = Math.max(40, Math.min(400, terminal.getWidth() - SPARE_COLUMNS));
    if (terminal.getWidth() > 0 && now != columns) {
      columns = now;
      Display.use(Display.current().width(now));
    }
  }

  private boolean inspect() {
    String code = reader.getBuffer().toString();
    String text =
        session()
            .inspect(code, reader.getBuffer().cursor())
            .map(MimeBundle::text)
            .orElse("Nothing is known about this.");
    reader.printAbove(paint.aside(text));
    return true;
  }

  /** Puts what threads print while the user types above the line that is typed. */
  private static final class Between implements CellOutput {
    private volatile @Nullable LineReader reader;

    @Override
    public void stream(Stream stream, String text) {
      print(text);
    }

    @Override
    public void display(MimeBundle shown, @Nullable String id, boolean update) {
      print(shown.text());
    }

    @Override
    public void progress(Progress progress, Progress.State state) {}

    @Override
    public void clear(boolean wait) {}

    private void print(String text) {
      LineReader to = reader;
      if (to != null && !text.isBlank()) {
        to.printAbove(text.stripTrailing());
      }
    }
  }
}
