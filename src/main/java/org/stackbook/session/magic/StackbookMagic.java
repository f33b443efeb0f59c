package org.stackbook.session.magic;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.stackbook.checkup.Checkup;
import org.stackbook.checkup.Finding;
import org.stackbook.checkup.Surroundings;
import org.stackbook.fact.FactBook;
import org.stackbook.fact.Facts;
import org.stackbook.view.DataTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code %stackbook}: what this software is and what it knows. */
@Command(
    description = "Tell versions, the books of facts, or what the doctor finds on this machine.")
final class StackbookMagic implements Magic {

  /** What may be asked. */
  enum Topic {
    /** Software and Java. */
    VERSIONS,
    /** The books of facts. */
    FACTS,
    /** What is there on this machine. */
    DOCTOR
  }

  private final MagicHost host;

  @Parameters(
      paramLabel = "TOPIC",
      arity = "0..1",
      defaultValue = "VERSIONS",
      description = "versions, facts or doctor; versions unless given.")
  @SuppressWarnings("NullAway.Init")
  private Topic topic;

  StackbookMagic(MagicHost host) {
    this.host = host;
  }

  @Override
  public @Nullable Object run() {
    Shown.table(
        host,
        switch (topic) {
          case VERSIONS -> versions();
          case FACTS -> facts();
          case DOCTOR -> doctor();
        });
    return null;
  }

  private DataTable versions() {
    String version = StackbookMagic.class.getPackage().getImplementationVersion();
    return DataTable.of("This notebook")
        .text("what")
        .text("which")
        .row("Stackbook", version == null ? "dev" : version)
        .row("Java", Runtime.version() + ", " + System.getProperty("java.vendor"))
        .row("Java home", System.getProperty("java.home"))
        .row("System", System.getProperty("os.name") + " " + System.getProperty("os.arch"))
        .row("Heap", "up to " + (Runtime.getRuntime().maxMemory() >> 20) + " MiB")
        .row("Folder", System.getProperty("user.dir"))
        .build();
  }

  private static DataTable facts() {
    DataTable.Builder table =
        DataTable.of("Books of facts")
            .text("book")
            .text("about")
            .text("as of")
            .count("facts")
            .count("sources");
    for (String name : Facts.BOOKS) {
      FactBook book = Facts.book(name);
      table.row(
          name,
          book.title(),
          book.asOf().orElse(""),
          (long) book.paths().size(),
          (long) book.sources().size());
    }
    return table.build();
  }

  private static DataTable doctor() {
    DataTable.Builder table =
        DataTable.of("What is there").text("what").text("state").text("found").text("way out");
    for (Finding each : new Checkup(Surroundings.ofThisProcess()).findings()) {
      table.row(
          each.what(),
          each.state() == Finding.State.FOUND ? "ok" : each.state().name().toLowerCase(Locale.ROOT),
          each.found(),
          each.wayOut());
    }
    return table.build();
  }
}
