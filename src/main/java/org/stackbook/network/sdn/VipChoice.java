package org.stackbook.network.sdn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stackbook.network.address.Endpoint;
import org.stackbook.network.address.IpAddress;
import org.stackbook.network.address.Protocol;
import org.stackbook.network.engine.Choice;
import org.stackbook.network.engine.Fabric;
import org.stackbook.network.engine.Flows;
import org.stackbook.network.engine.PoolRule;
import org.stackbook.view.Step;

/**
 * Where a MUX sends a packet for a VIP: the same on each MUX.
 *
 * @param steps how it finds out
 * @param backEnd the card, if there is one
 * @param port of the card
 * @param otherwise how the flow ends if there is none
 */
record VipChoice(
    List<Step> steps, Optional<VirtualNic> backEnd, int port, FlowDisposition otherwise) {

  private static final String MAP = "VIP map";

  VipChoice {
    steps = List.copyOf(steps);
  }

  /**
   * @param provider address of the host that the packet comes from
   */
  static VipChoice of(
      SdnLayout layout,
      Fabric fabric,
      Vip vip,
      Protocol protocol,
      Endpoint from,
      IpAddress provider,
      int port) {
    Optional<Vip.Nat> nat = vip.nat(protocol, port);
    if (nat.isPresent()) {
      VirtualNic nic = nat.get().backEnd();
      String found = "inbound NAT rule: " + protocol + " " + port + " is for " + nic.name();
      return found(List.of(new Step(MAP, found, Trail.GOES_ON)), nic, nat.get().backEndPort());
    }
    Optional<Vip.Rule> rule = vip.rule(protocol, port);
    if (rule.isEmpty()) {
      return none(protocol + " " + port + " has no rule", FlowDisposition.NO_RULE);
    }
    int number = layout.number(vip, rule.get());
    PoolRule pool = fabric.rule(number);
    String found =
        protocol
            + " "
            + port
            + " is for pool "
            + vip.poolName()
            + ", of which "
            + pool.places().among().size()
            + " of "
            + vip.pool().size()
            + " take flows";
    Flows flow =
        new Flows.Builder(1)
            .add(
                from.address().bits(),
                provider.bits(),
                from.port(),
                vip.address().bits(),
                port,
                protocol.number(),
                number)
            .build();
    int backEnd = pool.backEnd(flow, 0);
    if (backEnd == Choice.NONE) {
      return none(found, FlowDisposition.NO_BACK_END);
    }
    VirtualNic nic = layout.nics().get(backEnd);
    List<Step> steps = new ArrayList<>();
    steps.add(new Step(MAP, found, Trail.GOES_ON));
    steps.add(new Step("hash of " + hashed(vip), nic.name() + " of the pool", Trail.GOES_ON));
    return found(steps, nic, rule.get().backEndPort());
  }

  private static VipChoice found(List<Step> steps, VirtualNic nic, int port) {
    return new VipChoice(steps, Optional.of(nic), port, FlowDisposition.DELIVERED);
  }

  private static VipChoice none(String found, FlowDisposition end) {
    return new VipChoice(List.of(new Step(MAP, found, end.word())), Optional.empty(), 0, end);
  }

  private static String hashed(Vip vip) {
    return switch (vip.tuple()) {
      case FIVE -> "source, destination, ports and protocol";
      case THREE -> "source, destination and protocol";
      case TWO -> "source (its provider address) and destination";
    };
  }
}
