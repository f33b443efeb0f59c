package org.stackbook.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
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
    List<Finding> findings = new Checkup(here).findings();
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

  private static long count(List<Finding> findings, Finding.State state) {
    return findings.stream().filter(finding -> finding.state() == state).count();
  }
}
