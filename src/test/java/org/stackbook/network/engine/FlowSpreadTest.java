package org.stackbook.network.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.stackbook.network.engine.FabricEvent.Kind.BACK_END_ADDED;
import static org.stackbook.network.engine.FabricEvent.Kind.BACK_END_LOST;
import static org.stackbook.network.engine.FabricEvent.Kind.CONTROLLER_BACK;
import static org.stackbook.network.engine.FabricEvent.Kind.CONTROLLER_LOST;
import static org.stackbook.network.engine.FabricEvent.Kind.HOST_LOST;
import static org.stackbook.network.engine.FabricEvent.Kind.IDLE_TIMEOUT;
import static org.stackbook.network.engine.FabricEvent.Kind.MUX_ADDED;
import static org.stackbook.network.engine.FabricEvent.Kind.MUX_LOST;
import static org.stackbook.network.engine.FabricEvent.Kind.PROBE_DOWN;
import static org.stackbook.network.engine.FabricEvent.Kind.PROBE_UP;
import static org.stackbook.network.engine.FabricEvent.Kind.TOR_LOST;
import static org.stackbook.network.engine.FabricEvent.Kind.UPLINK_BACK;
import static org.stackbook.network.engine.FabricEvent.Kind.UPLINK_LOST;

import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.stackbook.network.engine.Fabrics.Way;

/** What certain events do to flows, by what is known without counting. */
@Tag("property")
class FlowSpreadTest {

  private static final int FLOWS = 100_000;

  private static FabricEvent event(FabricEvent.Kind kind, int number) {
    return new FabricEvent(kind, number);
  }

  private static FlowSpread established(Way way) {
    return FlowSpread.establish(Fabrics.of(way, 8, 64), Fabrics.flows(FLOWS));
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void aPoolThatDoesNotChangeKeepsEachFlowAtItsBackEndWhateverHappensToMuxes(Way way) {
    FlowSpread first = established(way);
    FlowSpread spread = first;
    for (FabricEvent e :
        List.of(
            event(MUX_LOST, 3),
            event(MUX_LOST, 0),
            event(UPLINK_LOST, 1),
            event(IDLE_TIMEOUT, 0),
            event(MUX_ADDED, 3),
            event(UPLINK_BACK, 1),
            event(MUX_LOST, 7))) {
      spread = spread.after(e);
      assertEquals(FLOWS, spread.alive(), e.toString());
    }
    for (int flow = 0; flow < FLOWS; flow++) {
      assertEquals(first.backEnd(flow), spread.backEnd(flow));
    }
  }

  /** Consistent: what the lost one had. Modulo: of 8 and then 7 choices, one in 8 flows stays. */
  @Test
  void aLostMuxMovesItsFlowsOrNearlyAll() {
    FlowSpread consistent = established(Way.CONSISTENT);
    long had = consistent.perMux()[3];
    FlowSpread moved = consistent.after(event(MUX_LOST, 3));
    assertEquals(had, moved.count(FlowFate.MOVED_TO_MUX_THAT_AGREES));
    assertEquals(FLOWS - had, moved.count(FlowFate.SAME));
    assertEquals(FLOWS / 8.0, (double) had, 0.03 * FLOWS / 8);
    FlowSpread spread = established(Way.MODULO).after(event(MUX_LOST, 7));
    assertEquals(FLOWS / 8.0, (double) spread.count(FlowFate.SAME), 0.03 * FLOWS / 8);
  }

  /**
   * A back end joins, and what the MUXes know protects all; then a MUX is lost. Of its flows those
   * break for which the pool now chooses the new one: one in 65; by modulo all but one in 65.
   */
  @ParameterizedTest
  @EnumSource(Way.class)
  void aMuxIsLostAfterThePoolGrew(Way way) {
    Fabric small = Fabrics.of(way, 8, 65).after(event(BACK_END_LOST, 64));
    FlowSpread grown =
        FlowSpread.establish(small, Fabrics.flows(FLOWS)).after(event(BACK_END_ADDED, 64));
    assertEquals(FLOWS, grown.count(FlowFate.SAME));
    FlowSpread left = grown.after(event(MUX_LOST, 7));
    double movedToMux = way == Way.CONSISTENT ? FLOWS / 8.0 : FLOWS * 7 / 8.0;
    double breaks = movedToMux * (way == Way.CONSISTENT ? 1 / 65.0 : 64 / 65.0);
    assertEquals(
        breaks,
        (double) left.count(FlowFate.BROKEN_OTHER_BACK_END),
        4 * Math.sqrt(breaks) + 0.01 * breaks);
    assertEquals(FLOWS, left.alive() + left.count(FlowFate.BROKEN_OTHER_BACK_END));
    if (way == Way.CONSISTENT) {
      for (int flow = 0; flow < FLOWS; flow++) {
        if (left.fate(flow) == FlowFate.BROKEN_OTHER_BACK_END) {
          assertEquals(64, left.backEnd(flow));
          assertEquals(7, left.muxBefore(flow));
        }
      }
    }
  }

  @Test
  void withoutRoomForFlowsAGrowingPoolBreaksWhatItMoves() {
    Fabric small =
        Fabrics.of(Way.CONSISTENT, 8, 65, 0, true, false).after(event(BACK_END_LOST, 64));
    FlowSpread grown =
        FlowSpread.establish(small, Fabrics.flows(FLOWS)).after(event(BACK_END_ADDED, 64));
    assertEquals(FLOWS / 65.0, (double) grown.count(FlowFate.BROKEN_OTHER_BACK_END), 160);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void aLostBackEndTakesItsOwnFlowsOnly(Way way) {
    FlowSpread spread = established(way);
    long had = spread.perBackEnd()[17];
    FlowSpread left = spread.after(event(BACK_END_LOST, 17));
    assertEquals(had, left.count(FlowFate.BROKEN_BACK_END_LOST));
    assertEquals(FLOWS - had, left.count(FlowFate.SAME));
    FlowSpread later = left.after(event(BACK_END_ADDED, 17));
    assertEquals(had, later.count(FlowFate.GONE_BEFORE));
    assertEquals(FLOWS - had, later.alive());
  }

  /** A connection to a back end that drains lasts until its MUX is lost. */
  @Test
  void flowsOfADrainedBackEndStayWhereAMuxKnowsThem() {
    FlowSpread spread = established(Way.CONSISTENT).after(event(PROBE_DOWN, 17));
    assertEquals(FLOWS, spread.count(FlowFate.SAME));
    long atRisk = 0;
    for (int flow = 0; flow < FLOWS; flow++) {
      atRisk += spread.backEnd(flow) == 17 && spread.mux(flow) == 3 ? 1 : 0;
    }
    assertTrue(atRisk > 100);
    FlowSpread left = spread.after(event(MUX_LOST, 3));
    assertEquals(atRisk, left.count(FlowFate.BROKEN_OTHER_BACK_END));
    assertEquals(0, left.after(event(PROBE_UP, 17)).count(FlowFate.BROKEN_OTHER_BACK_END));
  }

  @Test
  void aHostTakesItsMuxAndBackEndAlong() {
    FlowChoice toOnly = new FlowChoice(Fabrics.five(1), ModuloTable.of(1));
    Fabric fabric =
        new Fabric(
            new Fabric.Layout(List.of(0), List.of(0, 1), List.of(0, 1), 10),
            toOnly,
            List.of(new FlowChoice(Fabrics.five(2), ModuloTable.of(2))),
            List.of(
                new PoolRule(
                    new FlowChoice(Fabrics.five(3), ModuloTable.of(2)),
                    List.of(0, 1),
                    true,
                    false)));
    FlowSpread spread = FlowSpread.establish(fabric, Fabrics.flows(1_000));
    FlowSpread left = spread.after(event(HOST_LOST, 0));
    for (int flow = 0; flow < 1_000; flow++) {
      FlowFate expected =
          spread.backEnd(flow) == 0
              ? FlowFate.BROKEN_BACK_END_LOST
              : spread.mux(flow) == 0 ? FlowFate.MOVED_TO_MUX_THAT_AGREES : FlowFate.SAME;
      assertEquals(expected, left.fate(flow));
    }
  }

  @Test
  void withoutTheControllerFlowsGoOnAndPoliciesStay() {
    FlowSpread spread = established(Way.CONSISTENT).after(event(CONTROLLER_LOST, 0));
    assertEquals(FLOWS, spread.count(FlowFate.SAME));
    // Nobody tells the MUXes of the back end: after a MUX is lost its flows are still sent to it.
    FlowSpread unheard = spread.after(event(PROBE_DOWN, 17)).after(event(MUX_LOST, 3));
    assertEquals(FLOWS, unheard.alive());
    assertEquals(0, unheard.after(event(MUX_ADDED, 3)).perMux()[3]);
    FlowSpread heard = unheard.after(event(MUX_ADDED, 3)).after(event(CONTROLLER_BACK, 0));
    assertTrue(heard.perMux()[3] > FLOWS / 10);
    assertTrue(heard.count(FlowFate.BROKEN_OTHER_BACK_END) > 0);
  }

  @Test
  void anUplinkMovesFlowsToAnotherAndNotToAnotherMux() {
    FlowSpread spread = established(Way.CONSISTENT);
    FlowSpread left = spread.after(event(TOR_LOST, 1));
    assertEquals(FLOWS, left.count(FlowFate.SAME) + left.count(FlowFate.REROUTED));
    assertEquals(FLOWS / 2.0, (double) left.count(FlowFate.REROUTED), 0.02 * FLOWS);
    assertEquals(FLOWS, left.after(event(TOR_LOST, 0)).count(FlowFate.BROKEN_NO_PATH));
  }

  @Test
  void flowsAreSpreadEvenly() {
    FlowSpread spread = established(Way.CONSISTENT);
    assertTrue(ChiSquared.uniform(spread.perMux()) < ChiSquared.limit(7));
    assertTrue(ChiSquared.uniform(spread.perBackEnd()) < ChiSquared.limit(63));
  }

  @Test
  void aResultStaysAsItIsWhenMoreHappens() {
    FlowSpread spread = established(Way.MODULO);
    FlowSpread left = spread.after(event(MUX_LOST, 1));
    long[] before = left.perMux();
    FlowSpread unused = left.after(event(MUX_LOST, 2));
    assertEquals(0, unused.perMux()[2]);
    assertEquals(List.of(before[2], before[1]), List.of(left.perMux()[2], left.perMux()[1]));
    assertEquals(FLOWS, spread.count(FlowFate.SAME));
  }

  @Test
  void choicesThatDoNotFitAreRefused() {
    Fabric.Layout layout = new Fabric.Layout(List.of(0), List.of(0, 1), List.of(), 10);
    FlowChoice one = new FlowChoice(Fabrics.five(1), ModuloTable.of(1));
    assertThrows(
        IllegalArgumentException.class, () -> new Fabric(layout, one, List.of(one), List.of()));
    assertThrows(
        IllegalArgumentException.class, () -> new Fabric(layout, one, List.of(), List.of()));
  }

  @Test
  void anInterruptEndsIt() {
    FlowSpread spread = established(Way.CONSISTENT);
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, () -> spread.after(event(PROBE_DOWN, 0)));
    assertTrue(Thread.interrupted());
  }
}
