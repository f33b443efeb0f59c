package org.stackbook.network.sdn;

import java.util.Arrays;
import java.util.List;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.view.DataTable;
import org.stackbook.view.Result;

/**
 * What goes on in a network, and what waits while the network controller has no quorum.
 *
 * <pre>{@code
 * var net = oslo.network(n -> n.vip("203.0.113.10", v -> v.tcp(443).pool("web", "10.0.2.4", "10.0.2.5")));
 * net.controller().fail("nc1", "nc2").duties().why("waits").figure().value() // → 4
 * }</pre>
 *
 * <p>Source: What is Software Load Balancer (SLB) for SDN; P. Patel et al., "Ananta: Cloud scale
 * load balancing", SIGCOMM 2013.
 */
public final class ControllerDuties extends Result implements OfStamp {

  private final NetworkController controller;

  ControllerDuties(NetworkController controller) {
    this.controller = controller;
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return controller.stamp();
  }

  private boolean goesOn(ControllerDuty duty) {
    return duty.goesOn() || controller.hasQuorum();
  }

  private List<ControllerDuty> duties(boolean goOn) {
    return Arrays.stream(ControllerDuty.values()).filter(d -> goesOn(d) == goOn).toList();
  }

  private Figure<Integer> count(boolean goOn) {
    List<String> names = duties(goOn).stream().map(ControllerDuty::what).toList();
    return Figure.derived(
            goOn ? "goes on" : "waits",
            names.size(),
            "count, quorum being {quorum}: "
                + (names.isEmpty() ? "none" : String.join(", ", names)),
            controller.quorum())
        .by(Facts.ours().fact("sdn/withoutQuorum/value"));
  }

  @Override
  public String title() {
    return "What goes on "
        + (controller.hasQuorum() ? "with" : "without")
        + " a quorum of the network controller";
  }

  @Override
  public String verdict() {
    List<ControllerDuty> waiting = duties(false);
    return waiting.isEmpty()
        ? "All goes on*."
        : "What is programmed goes on*. Waiting: "
            + String.join(", ", waiting.stream().map(ControllerDuty::what).toList())
            + ".";
  }

  @Override
  public DataTable data() {
    DataTable.Builder table = DataTable.of(title()).text("what").text("goes on").text("because");
    for (ControllerDuty duty : ControllerDuty.values()) {
      boolean taken = controller.hasQuorum() && !duty.goesOn();
      table.row(
          duty.what(),
          goesOn(duty) ? "yes" : "no",
          taken ? "a majority of the instances is up" : duty.because());
    }
    table.note("Ours: " + Facts.ours().fact("sdn/withoutQuorum/value").text() + ".");
    return table.build();
  }

  @Override
  public List<Figure<?>> figures() {
    return List.of(count(true), count(false), controller.quorum());
  }
}
