package org.stackbook.network.engine;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;

/**
 * Established flows on a fabric, and what the last event did to each.
 *
 * <p>After each event every flow that is alive sends a packet, in the order of their numbers. The
 * border router and the switch behind the uplink choose by their hashes where it goes. A MUX that
 * knows the flow sends it to the back end it knows; any other chooses by the pool, as it would for
 * a first packet, and from then on knows the flow if there is room. MUXes do not tell each other of
 * flows. What a MUX knows of a flow that went elsewhere or broke stays until the idle time-out.
 *
 * <p>It never changes; after an event it is another. A flow takes 18 bytes.
 */
public final class FlowSpread {

  private final Fabric fabric;
  private final Flows flows;
  private final Ways ways;
  private final Ways before;
  private final FlowFate[] fates;
  private final long[] known;
  private final Map<FlowFate, Long> counts;

  private FlowSpread(
      Fabric fabric, Flows flows, Ways ways, Ways before, FlowFate[] fates, long[] known) {
    this.fabric = fabric;
    this.flows = flows;
    this.ways = ways;
    this.before = before;
    this.fates = fates;
    this.known = known;
    this.counts =
        Arrays.stream(fates)
            .collect(
                Collectors.groupingBy(
                    fate -> fate, () -> new EnumMap<>(FlowFate.class), Collectors.counting()));
  }

  /** The way of each flow. */
  private record Ways(Numbers uplink, Numbers mux, Numbers backEnd) {

    static Ways of(int flows) {
      return new Ways(new Numbers(flows), new Numbers(flows), new Numbers(flows));
    }
  }

  /** Small numbers, or {@link Choice#NONE}. */
  private static final class Numbers {

    private final short[] values;

    Numbers(int count) {
      values = new short[count];
    }

    int get(int i) {
      return values[i];
    }

    void set(int i, int value) {
      values[i] = (short) value;
    }
  }

  /**
   * Flows that begin on a fabric, one after the other. Those that find no back end never become
   * established.
   *
   * @throws CancellationException if the thread is interrupted
   */
  public static FlowSpread establish(Fabric fabric, Flows flows) {
    int n = flows.count();
    Ways ways = Ways.of(n);
    FlowFate[] fates = new FlowFate[n];
    long[] known = new long[n];
    int[] room = room(fabric, known);
    for (int flow = 0; flow < n; flow++) {
      Interrupts.poll(flow);
      int uplink = fabric.uplink(flows, flow);
      int mux = uplink == Choice.NONE ? Choice.NONE : fabric.mux(flows, flow, uplink);
      int backEnd =
          mux == Choice.NONE ? Choice.NONE : fabric.rule(flows.rule(flow)).backEnd(flows, flow);
      boolean begins = backEnd != Choice.NONE && fabric.runsBackEnd(backEnd);
      ways.uplink().set(flow, uplink);
      ways.mux().set(flow, mux);
      ways.backEnd().set(flow, backEnd);
      fates[flow] = begins ? FlowFate.SAME : FlowFate.GONE_BEFORE;
      if (begins && room[mux] > 0) {
        room[mux]--;
        known[flow] = 1L << mux;
      }
    }
    return new FlowSpread(fabric, flows, ways, ways, fates, known);
  }

  /** For how many more flows each MUX has room. */
  private static int[] room(Fabric fabric, long[] known) {
    int[] room = new int[fabric.muxes()];
    Arrays.fill(room, fabric.layout().flowsPerMux());
    for (long muxes : known) {
      for (long left = muxes; left != 0; left &= left - 1) {
        room[Long.numberOfTrailingZeros(left)]--;
      }
    }
    return room;
  }

  /**
   * The flows after an event, and what it did to each.
   *
   * @throws CancellationException if the thread is interrupted
   */
  public FlowSpread after(FabricEvent event) {
    Fabric next = fabric.after(event);
    return new Step(next, remembered(next, event)).run();
  }

  /** Which MUXes still know each flow before its next packet. */
  private long[] remembered(Fabric next, FabricEvent event) {
    long running = 0;
    for (int mux = 0; mux < next.muxes(); mux++) {
      running |= next.runsMux(mux) ? 1L << mux : 0;
    }
    boolean idle = event.kind() == FabricEvent.Kind.IDLE_TIMEOUT;
    long[] left = new long[known.length];
    if (event.kind() == FabricEvent.Kind.SILENCE) {
      return left;
    }
    for (int flow = 0; flow < left.length; flow++) {
      left[flow] = known[flow] & running;
      if (idle) {
        // Only the MUX that a flow comes to hears of it.
        left[flow] &= isAlive(flow) ? 1L << mux(flow) : 0;
      }
    }
    return left;
  }

  /** The packets after one event. */
  private final class Step {

    private final Fabric next;
    private final long[] knows;
    private final int[] room;
    private final boolean[][] kept;
    private final boolean[] runs;
    private final Ways now = Ways.of(flows.count());
    private final FlowFate[] became = new FlowFate[flows.count()];

    Step(Fabric next, long[] knows) {
      this.next = next;
      this.knows = knows;
      this.room = room(next, knows);
      this.kept = new boolean[next.rules()][next.backEnds()];
      this.runs = new boolean[next.backEnds()];
      for (int b = 0; b < runs.length; b++) {
        runs[b] = next.runsBackEnd(b);
        for (int r = 0; r < kept.length; r++) {
          kept[r][b] = next.rule(r).keeps(b);
        }
      }
    }

    FlowSpread run() {
      for (int flow = 0; flow < became.length; flow++) {
        Interrupts.poll(flow);
        FlowFate fate;
        if (isAlive(flow)) {
          fate = send(flow);
        } else {
          fate = FlowFate.GONE_BEFORE;
          now.uplink().set(flow, ways.uplink().get(flow));
          now.mux().set(flow, ways.mux().get(flow));
          now.backEnd().set(flow, ways.backEnd().get(flow));
        }
        became[flow] = fate;
      }
      return new FlowSpread(next, flows, now, ways, became, knows);
    }

    private FlowFate send(int flow) {
      int owner = ways.backEnd().get(flow);
      int uplink = next.uplink(flows, flow);
      int mux = uplink == Choice.NONE ? Choice.NONE : next.mux(flows, flow, uplink);
      boolean knew = false;
      int reached = Choice.NONE;
      if (mux != Choice.NONE) {
        long bit = 1L << mux;
        int rule = flows.rule(flow);
        if ((knows[flow] & bit) != 0 && !kept[rule][owner]) {
          knows[flow] &= ~bit;
          room[mux]++;
        }
        knew = (knows[flow] & bit) != 0;
        reached = knew ? owner : next.rule(rule).backEnd(flows, flow);
        if (!knew && reached != Choice.NONE && room[mux] > 0) {
          room[mux]--;
          knows[flow] |= bit;
        }
      }
      now.uplink().set(flow, uplink);
      now.mux().set(flow, mux);
      now.backEnd().set(flow, reached);
      return fate(flow, uplink, mux, reached, knew);
    }

    private FlowFate fate(int flow, int uplink, int mux, int reached, boolean knew) {
      int owner = ways.backEnd().get(flow);
      if (!runs[owner]) {
        return FlowFate.BROKEN_BACK_END_LOST;
      }
      if (mux == Choice.NONE) {
        return FlowFate.BROKEN_NO_PATH;
      }
      if (reached != owner) {
        return reached == Choice.NONE ? FlowFate.ENDED_NO_BACK_END : FlowFate.BROKEN_OTHER_BACK_END;
      }
      if (mux != ways.mux().get(flow)) {
        return knew ? FlowFate.MOVED_TO_MUX_THAT_KNOWS : FlowFate.MOVED_TO_MUX_THAT_AGREES;
      }
      return uplink == ways.uplink().get(flow) ? FlowFate.SAME : FlowFate.REROUTED;
    }
  }

  /** The fabric that the flows are on. */
  public Fabric fabric() {
    return fabric;
  }

  /** The flows. */
  public Flows flows() {
    return flows;
  }

  /** What the last event did to a flow. */
  public FlowFate fate(int flow) {
    return fates[flow];
  }

  /** To how many flows the last event did that. */
  public long count(FlowFate fate) {
    return counts.getOrDefault(fate, 0L);
  }

  /** How many flows are alive. */
  public long alive() {
    return Arrays.stream(FlowFate.values()).filter(FlowFate::isAlive).mapToLong(this::count).sum();
  }

  private boolean isAlive(int flow) {
    return fate(flow).isAlive();
  }

  /** The uplink that a flow came over last, or {@link Choice#NONE}. */
  public int uplink(int flow) {
    return ways.uplink().get(flow);
  }

  /** The MUX that a flow came to last, or {@link Choice#NONE}. */
  public int mux(int flow) {
    return ways.mux().get(flow);
  }

  /** The back end that a flow was sent to last, or {@link Choice#NONE}. */
  public int backEnd(int flow) {
    return ways.backEnd().get(flow);
  }

  /** The MUX that a flow came to before the last event, or {@link Choice#NONE}. */
  public int muxBefore(int flow) {
    return before.mux().get(flow);
  }

  /** The back end that a flow was sent to before the last event, or {@link Choice#NONE}. */
  public int backEndBefore(int flow) {
    return before.backEnd().get(flow);
  }

  /** Whether a MUX knows the back end of a flow. */
  public boolean knows(int mux, int flow) {
    return (known[flow] >>> mux & 1) != 0;
  }

  /** How many flows that are alive come to each MUX. */
  public long[] perMux() {
    return alivePer(fabric.muxes(), ways.mux());
  }

  /** How many flows that are alive are served by each back end. */
  public long[] perBackEnd() {
    return alivePer(fabric.backEnds(), ways.backEnd());
  }

  private long[] alivePer(int members, Numbers of) {
    long[] per = new long[members];
    for (int flow = 0; flow < fates.length; flow++) {
      if (isAlive(flow)) {
        per[of.get(flow)]++;
      }
    }
    return per;
  }
}
