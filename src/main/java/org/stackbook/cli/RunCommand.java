package org.stackbook.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.stackbook.checkup.Surroundings;
import org.stackbook.error.Refusal;
import org.stackbook.report.HtmlReport;
import org.stackbook.report.Notebook;
import org.stackbook.report.NotebookOutcome;
import org.stackbook.report.NotebookRun;
import org.stackbook.report.Provenance;
import org.stackbook.session.CellInput;
import org.stackbook.session.Session;
import org.stackbook.session.StartupSnippet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "run",
    description = {
      "Execute notebooks without Jupyter, each in a session of its own, and leave the executed"
          + " notebook and a self-contained HTML report.",
      "Ends with 1 if a cell failed; what came out until then is kept. Files named in a notebook"
          + " are looked up from the current folder."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  stackbook run notebooks/01-quickstart.ipynb",
      "      writes out/01-quickstart.ipynb and out/01-quickstart.html",
      "  stackbook run --out reports oslo.ipynb bergen.ipynb",
      "  stackbook run --in-place notebooks/01-quickstart.ipynb",
      "      keeps the outputs in the notebook itself, unless a cell fails"
    })
final class RunCommand implements Callable<Integer> {

  private static final int FAILED = 1;
  private static final int INTERRUPTED = 130;

  private final Surroundings here;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "NOTEBOOK",
      description = "What to execute: .ipynb files.")
  private List<Path> notebooks = new ArrayList<>();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      defaultValue = "out",
      description = "Where the files go (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of("out");

  @Option(
      names = "--in-place",
      description = "Put the outputs into the notebook itself instead of a copy.")
  private boolean inPlace;

  RunCommand(Surroundings here) {
    this.here = here;
  }

  @Override
  public Integer call() throws IOException {
    // All are read before the first runs: a misspelt name should not cost the time of the others.
    Map<Path, Path> sources = new HashMap<>();
    List<Notebook> read = new ArrayList<>();
    for (Path file : notebooks) {
      Notebook notebook = Notebook.read(file);
      refuseClash(file, sources.put(copyOf(notebook), file));
      read.add(notebook);
    }
    Files.createDirectories(folder);
    int worst = 0;
    for (int i = 0; i < read.size(); i++) {
      int code = run(notebooks.get(i), read.get(i));
      if (code == INTERRUPTED) {
        return code;
      }
      worst = Math.max(worst, code);
    }
    return worst;
  }

  private void refuseClash(Path file, @Nullable Path other) throws IOException {
    Path copy = folder.resolve(file.getFileName());
    if (other != null) {
      throw Refusal.of(file.toString(), "its files would take the place of those of " + other)
          .wayOut("run them one at a time, each with its own --out")
          .asException();
    }
    if (!inPlace && Files.exists(copy) && Files.isSameFile(copy, file)) {
      throw Refusal.of(file.toString(), "the executed notebook would take its place")
          .wayOut("--in-place if that is meant, or another --out")
          .asException();
    }
  }

  private int run(Path source, Notebook notebook) throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    if (notebooks.size() > 1) {
      err.println(source);
    }
    CountDownLatch written = new CountDownLatch(1);
    // Ctrl-C starts the shutdown of the process; the hook holds it until the files are there.
    NotebookOutcome outcome;
    try (Session session =
        Session.builder()
            .environment(here.variables())
            .startup(StartupSnippet.text())
            .input(CellInput.NOBODY)
            .build()) {
      session.start();
      NotebookRun run = NotebookRun.in(session);
      Thread hook = new Thread(() -> stop(run, written), "stop");
      Runtime.getRuntime().addShutdownHook(hook);
      try {
        outcome = run.run(notebook, progress(err));
        write(source, outcome);
      } finally {
        written.countDown();
        removeHook(hook);
      }
    }
    return outcome.ok() ? 0 : outcome.interrupted() ? INTERRUPTED : FAILED;
  }

  private static void stop(NotebookRun run, CountDownLatch written) {
    run.interrupt();
    try {
      if (!written.await(10, TimeUnit.SECONDS)) {
        System.err.println("The outputs could not be written in time.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook is what let us come this far.
    }
  }

  private void write(Path source, NotebookOutcome outcome) throws IOException {
    Notebook executed = outcome.notebook();
    // A run that failed leaves the kept notebook alone: its good outputs are worth more.
    Path notebookFile = inPlace && outcome.ok() ? source : copyOf(executed);
    Path reportFile = folder.resolve(executed.name() + ".html");
    executed.write(notebookFile);
    Provenance provenance =
        new Provenance(
            Session.version(),
            System.getProperty("java.version", ""),
            ZonedDateTime.now(here.clock()));
    HtmlReport.of(outcome, provenance).write(reportFile);
    tell(source, outcome);
    PrintWriter out = Main.out(spec);
    out.println(notebookFile);
    out.println(reportFile);
    out.flush();
  }

  private void tell(Path source, NotebookOutcome outcome) {
    PrintWriter err = spec.commandLine().getErr();
    NotebookOutcome.Failure failure = outcome.failure();
    if (outcome.interrupted()) {
      err.printf(
          "Interrupted after %d of %d cells; the outputs so far are kept.%n",
          outcome.done(), outcome.total());
    } else if (failure != null) {
      err.printf(
          "%nCell %d of %d in %s failed; the outputs so far are kept.%n%n%s%n%n",
          failure.number(),
          outcome.total(),
          source,
          failure.account(ansi().enabled()).indent(2).stripTrailing());
    }
    err.flush();
  }

  private Path copyOf(Notebook notebook) {
    return folder.resolve(notebook.name() + ".ipynb");
  }

  private TerminalProgress progress(PrintWriter err) {
    // Colours are on where there is a terminal, or where somebody forces them into a log.
    boolean moving = ansi().enabled() && here.variable("CLICOLOR_FORCE").isEmpty();
    int width =
        here.variable("COLUMNS")
            .filter(text -> text.matches("[0-9]{2,3}"))
            .map(Integer::valueOf)
            .orElse(80);
    return new TerminalProgress(err, moving, ansi(), width);
  }

  private Ansi ansi() {
    return spec.commandLine().getColorScheme().ansi();
  }
}
