package org.stackbook.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.stackbook.checkup.Checkup;
import org.stackbook.checkup.Finding;
import org.stackbook.checkup.Surroundings;
import org.stackbook.session.CellError;
import org.stackbook.session.CellOutput;
import org.stackbook.session.CellResult;
import org.stackbook.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "doctor",
    description = {
      "Tell what Stackbook finds on this machine, what is missing and what to do about it.",
      "Ends with 1 if something is missing that it cannot do without."
    },
    footerHeading = "%nExample:%n",
    footer = "  stackbook doctor")
final class DoctorCommand implements Callable<Integer> {

  private final Surroundings here;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  DoctorCommand(Surroundings here) {
    this.here = here;
  }

  @Override
  public Integer call() {
    List<Finding> findings = new ArrayList<>(new Checkup(here).findings());
    findings.add(session());
    PrintWriter out = Main.out(spec);
    Ansi ansi = spec.commandLine().getColorScheme().ansi();
    for (Finding finding : findings) {
      String mark =
          switch (finding.state()) {
            case FOUND -> ansi.string("@|green ok     |@");
            case ABSENT -> ansi.string("@|yellow absent |@");
            case MISSING -> ansi.string("@|bold,red missing|@");
          };
      out.printf("%s  %-8s  %s%n", mark, finding.what(), finding.found());
      if (!finding.wayOut().isEmpty()) {
        out.printf("%19sWay out: %s%n", "", finding.wayOut());
      }
    }
    long missing = count(findings, Finding.State.MISSING);
    long absent = count(findings, Finding.State.ABSENT);
    out.println();
    out.println(
        missing > 0
            ? missing + " of " + findings.size() + " things that Stackbook needs are missing."
            : absent > 0
                ? "Stackbook works. What is absent is needed only for what it says."
                : "All is in place.");
    return missing > 0 ? 1 : 0;
  }

  /** Tries whether a cell evaluates. */
  private static Finding session() {
    String failed;
    try (Session session = Session.builder().extensions(false).build()) {
      CellResult result = session.run("6 * 7", CellOutput.NONE);
      CellError error = result.error();
      if (Integer.valueOf(42).equals(result.value())) {
        return Finding.found("Session", "a cell evaluates");
      }
      failed = error == null ? "6 * 7 is " + result.value() : error.name() + " " + error.message();
    } catch (RuntimeException | LinkageError e) {
      failed = e.toString();
    }
    return Finding.missing(
        "Session",
        "a cell does not evaluate: " + failed,
        "install a JDK, version 17 or later, such as Eclipse Temurin");
  }

  private static long count(List<Finding> findings, Finding.State state) {
    return findings.stream().filter(finding -> finding.state() == state).count();
  }
}
