package org.stackbook.network.sdn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.stackbook.fact.Figure;
import org.stackbook.network.engine.PolicyDelta;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.view.DataTable;
import org.stackbook.view.Result;
import org.stackbook.view.Sentences;

/**
 * What servers and MUXes lack that missed changes, and what comes of it for packets.
 *
 * <pre>{@code
 * var net = oslo.network(n -> n.muxes(2).vip("203.0.113.10", v -> v.tcp(443).pool("web", "10.0.2.4", "10.0.2.5")));
 * var behind = net.controller().away("n2").request(r -> r.move("10.0.2.4", "n5")).controller();
 * behind.stale().verdict() // → n2* is behind: packets of its cards to a card that moved go to where it was.
 * }</pre>
 *
 * <p>Source: What is Network Controller.
 */
public final class StalePolicies extends Result implements OfStamp {

  private static final int NAMES_TOLD = 4;

  private final NetworkController controller;

  StalePolicies(NetworkController controller) {
    this.controller = controller;
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return controller.stamp();
  }

  private List<String> consequences() {
    List<String> all = new ArrayList<>();
    for (String device : controller.behind()) {
      controller
          .device(device)
          .missed()
          .edits()
          .forEach((key, edit) -> all.add(key.kind().ifMissed(edit.kind())));
    }
    return all.stream().distinct().toList();
  }

  @Override
  public String title() {
    return "Policies that are not as they are wanted on " + stamp().name();
  }

  @Override
  public String verdict() {
    List<String> behind = controller.behind();
    return behind.isEmpty()
        ? "Each server and MUX has the policies that are wanted."
        : Sentences.names(behind, NAMES_TOLD)
            + "* "
            + (behind.size() == 1 ? "is" : "are")
            + " behind: "
            + String.join("; ", consequences())
            + ".";
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of(title())
            .text("place")
            .text("policy")
            .text("for")
            .text("has")
            .text("wanted")
            .text("what comes of it");
    for (String device : controller.behind()) {
      for (Map.Entry<PolicyKey, PolicyDelta.Edit<String>> each :
          controller.device(device).missed().edits().entrySet()) {
        PolicyKey key = each.getKey();
        table.row(
            device,
            key.kind().word(),
            key.match(),
            each.getValue().before().orElse(""),
            each.getValue().after().orElse(""),
            Sentences.capital(key.kind().ifMissed(each.getValue().kind())));
      }
    }
    return table.build();
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures =
        new ArrayList<>(List.of(controller.missed(), controller.generation()));
    controller.behind().forEach(device -> figures.add(controller.missed(device)));
    return figures;
  }
}
