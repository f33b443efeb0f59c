package org.stackbook.stamp;

import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;

/**
 * The logical processors of a stamp's servers: the largest sizes of virtual machines are only
 * offered on servers with enough of them.
 *
 * <p>Source: VM sizes supported in Azure Stack Hub.
 *
 * @param perServer of each server
 */
public record LogicalProcessors(Figure<Integer> perServer) {

  /** Those of the servers of {@code stamp}. */
  public static LogicalProcessors of(Stamp stamp) {
    Figure<Integer> each =
        Figure.given("cores per server", stamp.servers().get(0).cores(), "cores(…)");
    Fact fact = Facts.ours().fact("vmSizes/threadsPerCore/value");
    Figure<Integer> threads = Figure.stated("threads per core", fact.integer(), fact);
    return new LogicalProcessors(
        Figure.derived(
            "logical processors per server",
            each.value() * threads.value(),
            "{cores per server} × {threads per core}",
            each,
            threads));
  }

  /**
   * Lets a size be had, if it is offered on such servers.
   *
   * @param size of a virtual machine
   * @param given the word as the user wrote it
   * @throws Refusal if it needs servers with more of them
   */
  public void refuseUnlessEnoughFor(VmSize size, String given) {
    if (size.isOfferedOn(perServer.value())) {
      return;
    }
    Figure<Integer> least = size.leastLogicalProcessors().orElseThrow();
    throw Refusal.of(
            given,
            size.name()
                + " needs servers with "
                + least.value()
                + " logical processors; these have "
                + perServer.substituted()
                + " = "
                + perServer.value()
                + (perServer.confidence().starred() ? "*" : ""))
        .source(least.rules().get(0).citation())
        .wayOut("take a smaller size, or describe servers with more cores")
        .asException();
  }
}
