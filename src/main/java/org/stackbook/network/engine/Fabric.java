package org.stackbook.network.engine;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/**
 * What stands between the outside and the back ends, and which of it runs: uplinks of a border
 * router to top-of-rack switches, these, the MUXes behind them, what the MUXes know of pools, and
 * the controller that tells them. It never changes; after an event it is another.
 */
public final class Fabric {

  /** How many MUXes there may be at most. */
  public static final int MOST_MUXES = Long.SIZE;

  /** How many uplinks there may be at most. */
  public static final int MOST_UPLINKS = Byte.MAX_VALUE;

  private final Layout layout;
  private final FlowChoice border;
  private final List<FlowChoice> tors;
  private final List<PoolRule> rules;
  private final Down down;

  /**
   * A fabric of which all runs.
   *
   * @param layout what is where
   * @param border chooses an uplink
   * @param tors each chooses a MUX
   * @param rules each chooses a back end; from 0
   * @throws IllegalArgumentException if there are too many MUXes or uplinks, or lists do not fit
   */
  public Fabric(Layout layout, FlowChoice border, List<FlowChoice> tors, List<PoolRule> rules) {
    this(layout, border, List.copyOf(tors), List.copyOf(rules), Down.NOTHING);
    if (layout.hostOfMux().size() > MOST_MUXES
        || layout.torOfUplink().size() > MOST_UPLINKS
        || layout.torOfUplink().stream().anyMatch(tor -> tor < 0 || tor >= tors.size())
        || border.among().size() != layout.torOfUplink().size()
        || rules.stream().anyMatch(rule -> rule.places().among().size() != rule.pool().size())
        || tors.stream().anyMatch(t -> t.among().size() != layout.hostOfMux().size())) {
      throw new IllegalArgumentException("choices that do not fit " + layout);
    }
  }

  private Fabric(
      Layout layout, FlowChoice border, List<FlowChoice> tors, List<PoolRule> rules, Down down) {
    this.layout = layout;
    this.border = border;
    this.tors = tors;
    this.rules = rules;
    this.down = down;
  }

  /**
   * What is where.
   *
   * @param torOfUplink the top-of-rack switch that each uplink goes to
   * @param hostOfMux the host that each MUX runs on
   * @param hostOfBackEnd the host that each back end runs on
   * @param flowsPerMux of how many flows a MUX keeps the back end; for others it chooses by the
   *     pool at each packet
   * @param staticRoutes whether the border router goes on sending over an uplink that carries
   *     nothing
   */
  public record Layout(
      List<Integer> torOfUplink,
      List<Integer> hostOfMux,
      List<Integer> hostOfBackEnd,
      int flowsPerMux,
      boolean staticRoutes) {

    /** With routes that are withdrawn when an uplink carries nothing. */
    public Layout(
        List<Integer> torOfUplink,
        List<Integer> hostOfMux,
        List<Integer> hostOfBackEnd,
        int flowsPerMux) {
      this(torOfUplink, hostOfMux, hostOfBackEnd, flowsPerMux, false);
    }

    /** Keeps copies. */
    public Layout {
      torOfUplink = List.copyOf(torOfUplink);
      hostOfMux = List.copyOf(hostOfMux);
      hostOfBackEnd = List.copyOf(hostOfBackEnd);
    }
  }

  /** What does not run, and what the MUXes were not told. */
  private record Down(
      Set<Integer> uplinks,
      Set<Integer> tors,
      Set<Integer> hosts,
      Set<Integer> muxes,
      Set<Integer> backEnds,
      Set<Integer> probes,
      boolean controller) {

    static final Down NOTHING =
        new Down(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), false);

    /** The same, in sets that can be changed. */
    Down open() {
      return new Down(
          new HashSet<>(uplinks),
          new HashSet<>(tors),
          new HashSet<>(hosts),
          new HashSet<>(muxes),
          new HashSet<>(backEnds),
          new HashSet<>(probes),
          controller);
    }

    Down withController(boolean isDown) {
      return new Down(uplinks, tors, hosts, muxes, backEnds, probes, isDown);
    }
  }

  /**
   * The fabric after an event. What is lost twice is lost once.
   *
   * @throws CancellationException if the thread is interrupted
   */
  public Fabric after(FabricEvent event) {
    int number = event.number();
    Down next = down.open();
    switch (event.kind()) {
      case UPLINK_LOST -> next.uplinks().add(number);
      case UPLINK_BACK -> next.uplinks().remove(number);
      case TOR_LOST -> next.tors().add(number);
      case TOR_BACK -> next.tors().remove(number);
      case MUX_LOST -> next.muxes().add(number);
      case MUX_ADDED -> next.muxes().remove(number);
      case BACK_END_LOST -> next.backEnds().add(number);
      case BACK_END_ADDED -> next.backEnds().remove(number);
      case PROBE_DOWN -> next.probes().add(number);
      case PROBE_UP -> next.probes().remove(number);
      case HOST_LOST -> next.hosts().add(number);
      case HOST_BACK -> next.hosts().remove(number);
      case CONTROLLER_LOST -> next = next.withController(true);
      case CONTROLLER_BACK -> next = next.withController(false);
      case IDLE_TIMEOUT, SILENCE, PACKETS -> {
        return this;
      }
    }
    return reached(next);
  }

  /** What routers and MUXes make of it. */
  private Fabric reached(Down next) {
    FlowChoice uplinks = border;
    for (int u = 0; u < layout.torOfUplink().size(); u++) {
      boolean routed = layout.staticRoutes() || carries(next, u);
      uplinks = routed ? uplinks.with(u) : uplinks.without(u);
    }
    List<FlowChoice> switches = new ArrayList<>();
    for (FlowChoice tor : tors) {
      FlowChoice muxes = tor;
      for (int m = 0; m < layout.hostOfMux().size(); m++) {
        if (!runsMux(next, m)) {
          muxes = muxes.without(m);
        } else if (!next.controller()) {
          // A MUX advertises a VIP when it was told of it.
          muxes = muxes.with(m);
        }
      }
      switches.add(muxes);
    }
    return new Fabric(
        layout, uplinks, List.copyOf(switches), next.controller() ? rules : told(next), next);
  }

  private boolean carries(Down is, int uplink) {
    return !is.uplinks().contains(uplink) && !is.tors().contains(layout.torOfUplink().get(uplink));
  }

  private boolean runsMux(Down is, int mux) {
    return !is.muxes().contains(mux) && !is.hosts().contains(layout.hostOfMux().get(mux));
  }

  private boolean runsBackEnd(Down is, int backEnd) {
    return !is.backEnds().contains(backEnd)
        && !is.hosts().contains(layout.hostOfBackEnd().get(backEnd));
  }

  private List<PoolRule> told(Down next) {
    List<PoolRule> told = new ArrayList<>();
    for (PoolRule rule : rules) {
      PoolRule changed = rule;
      for (int place = 0; place < rule.pool().size(); place++) {
        int backEnd = rule.pool().get(place);
        changed =
            changed.told(place, runsBackEnd(next, backEnd) && !next.probes().contains(backEnd));
      }
      told.add(changed);
    }
    return List.copyOf(told);
  }

  /** What is where. */
  public Layout layout() {
    return layout;
  }

  /** How many MUXes there are, running or not. */
  public int muxes() {
    return layout.hostOfMux().size();
  }

  /** How many back ends there are, running or not. */
  public int backEnds() {
    return layout.hostOfBackEnd().size();
  }

  /** The uplink of a flow, or {@link Choice#NONE}. */
  public int uplink(Flows flows, int flow) {
    return border.of(flows, flow);
  }

  /**
   * The MUX that a flow gets to, or {@link Choice#NONE}.
   *
   * @param uplink that it comes over
   */
  public int mux(Flows flows, int flow, int uplink) {
    if (layout.staticRoutes() && !carries(down, uplink)) {
      return Choice.NONE;
    }
    return tors.get(layout.torOfUplink().get(uplink)).of(flows, flow);
  }

  /** A rule as the MUXes know it. */
  public PoolRule rule(int number) {
    return rules.get(number);
  }

  /** How many rules there are. */
  public int rules() {
    return rules.size();
  }

  /** Whether a top-of-rack switch runs. */
  public boolean runsTor(int tor) {
    return !down.tors().contains(tor);
  }

  /** Whether a MUX runs, whether or not it was told of the VIPs. */
  public boolean runsMux(int mux) {
    return runsMux(down, mux);
  }

  /** The numbers of the MUXes that run, in ascending order. */
  public int[] runningMuxes() {
    return IntStream.range(0, muxes()).filter(this::runsMux).toArray();
  }

  /** Whether a back end runs, whatever its probe says. */
  public boolean runsBackEnd(int backEnd) {
    return runsBackEnd(down, backEnd);
  }
}
