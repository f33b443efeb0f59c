package org.stackbook.network.engine;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CancellationException;

/**
 * Flows of clients during a SYN flood. Packets are handled in the order of their times, at equal
 * times those of the flood first, then by the numbers of the flows.
 *
 * <p>A MUX drops what is more than it handles in a window. When that happened in enough windows in
 * a row, the VIP with the most packets in the last of them, the first of equals, is withdrawn from
 * all MUXes as that window ends. All ends with the last packet of a client. A packet that is
 * dropped does not come again; one after the first does no harm to its flow.
 */
public final class SynFloodRun {

  private static final int NO_VIP = -1;

  private final MuxRules rules;
  private final List<ClientFlow> flows;
  private final FloodFate[] fates;
  private final long[] withdrawnAt;
  private long dropped;
  private long floodDropped;
  private long floodWithoutRoom;

  private SynFloodRun(MuxRules rules, List<ClientFlow> flows, int vips) {
    this.rules = rules;
    this.flows = flows;
    this.fates = new FloodFate[flows.size()];
    Arrays.fill(fates, FloodFate.KNOWN);
    this.withdrawnAt = new long[vips];
    Arrays.fill(withdrawnAt, Long.MAX_VALUE);
  }

  /**
   * Lets flows and flood come.
   *
   * @param muxes how many, 1 or more
   * @param vips how many, 1 or more
   * @param poolChange when a pool changes, {@link Long#MAX_VALUE} for never
   * @throws CancellationException if the thread is interrupted
   */
  public static SynFloodRun of(
      MuxRules rules,
      int muxes,
      int vips,
      List<ClientFlow> flows,
      SynFlood flood,
      long poolChange) {
    SynFloodRun run = new SynFloodRun(rules, List.copyOf(flows), vips);
    run.new Course(muxes, flood, poolChange).run();
    return run;
  }

  /** The packets in the order of their times. */
  private final class Course {

    private final Mux[] muxes;
    private final SynFlood flood;
    private final long poolChange;
    private final TimeHeap packets = new TimeHeap();
    private final boolean[] begun = new boolean[flows.size()];
    private long window = Long.MIN_VALUE;
    private int step;

    Course(int count, SynFlood flood, long poolChange) {
      this.muxes = new Mux[count];
      for (int m = 0; m < count; m++) {
        muxes[m] = new Mux();
      }
      this.flood = flood;
      this.poolChange = poolChange;
      for (int f = 0; f < flows.size(); f++) {
        packets.add(flows.get(f).start(), f);
      }
    }

    void run() {
      long syn = 0;
      while (!packets.isEmpty()) {
        Interrupts.poll(step++);
        long next = Math.min(flood.time(syn), packets.time());
        enter(Math.floorDiv(next, rules.window()));
        if (flood.time(syn) == next) {
          // Once its VIP is withdrawn, nothing of it comes to a MUX.
          boolean isOver = next >= withdrawnAt[flood.vip()];
          if (!isOver) {
            flood(muxes[flood.mux(syn, muxes.length)], next);
          }
          syn = isOver ? flood.packets() : syn + 1;
        } else {
          client(packets.remove(), next);
        }
      }
    }

    /** Looks back on a window when the next packet comes after its end. */
    private void enter(long number) {
      if (number == window) {
        return;
      }
      for (Mux mux : muxes) {
        int vip = mux.endWindow();
        if (vip != NO_VIP && withdrawnAt[vip] == Long.MAX_VALUE) {
          withdrawnAt[vip] = (window + 1) * rules.window();
        }
        if (number != window + 1) {
          mux.overloaded = 0;
        }
      }
      window = number;
    }

    private void flood(Mux mux, long now) {
      if (mux.drops(flood.vip())) {
        floodDropped++;
      } else {
        mux.table.pass(now);
        floodWithoutRoom += mux.table.packet(FlowTable.ANONYMOUS, now) ? 0 : 1;
      }
    }

    private void client(int f, long now) {
      ClientFlow flow = flows.get(f);
      Mux mux = muxes[flow.mux()];
      if (now >= withdrawnAt[flow.vip()]) {
        end(f, FloodFate.CUT_WITHDRAWN);
        return;
      }
      if (mux.drops(flow.vip())) {
        dropped++;
        if (!begun[f]) {
          end(f, FloodFate.NOT_OPENED);
          return;
        }
      } else {
        mux.table.pass(now);
        boolean knew = mux.table.knows(f);
        mux.table.packet(f, now);
        if (begun[f] && !knew) {
          if (flow.moves() && flow.start() < poolChange && now >= poolChange) {
            end(f, FloodFate.BROKEN_OTHER_BACK_END);
            return;
          }
          end(f, FloodFate.BY_POOL);
        }
        begun[f] = true;
      }
      if (flow.gap() <= flow.end() - now) {
        packets.add(now + flow.gap(), f);
      }
    }

    private void end(int f, FloodFate fate) {
      fates[f] = fate;
    }
  }

  /** One MUX, and what came to it in a window. */
  private final class Mux {

    private final FlowTable table = new FlowTable(rules, flows.size());
    private final long[] perVip = new long[withdrawnAt.length];
    private long arrived;
    private int overloaded;

    boolean drops(int vip) {
      perVip[vip]++;
      arrived++;
      return arrived > rules.packetsPerWindow();
    }

    /** The VIP that is to be withdrawn, or {@link #NO_VIP}. */
    int endWindow() {
      overloaded = arrived > rules.packetsPerWindow() ? overloaded + 1 : 0;
      int top = NO_VIP;
      if (overloaded >= rules.windowsToOverload()) {
        top = 0;
        for (int vip = 1; vip < perVip.length; vip++) {
          top = perVip[vip] > perVip[top] ? vip : top;
        }
        overloaded = 0;
      }
      Arrays.fill(perVip, 0);
      arrived = 0;
      return top;
    }
  }

  /** How a flow got through. */
  public FloodFate fate(int flow) {
    return fates[flow];
  }

  /** How many flows got through like that. */
  public long count(FloodFate fate) {
    return Arrays.stream(fates).filter(f -> f == fate).count();
  }

  /** How many flows survived. */
  public long survived() {
    return count(FloodFate.KNOWN) + count(FloodFate.BY_POOL);
  }

  /** When a VIP was withdrawn, {@link Long#MAX_VALUE} if it was not. */
  public long withdrawnAt(int vip) {
    return withdrawnAt[vip];
  }

  /** The VIP that was withdrawn first, if one was. */
  public OptionalInt withdrawn() {
    OptionalInt first = OptionalInt.empty();
    for (int vip = 0; vip < withdrawnAt.length; vip++) {
      if (withdrawnAt[vip] < Long.MAX_VALUE
          && (first.isEmpty() || withdrawnAt[vip] < withdrawnAt[first.getAsInt()])) {
        first = OptionalInt.of(vip);
      }
    }
    return first;
  }

  /** How many packets of clients were dropped. */
  public long dropped() {
    return dropped;
  }

  /** How many packets of the flood were dropped. */
  public long floodDropped() {
    return floodDropped;
  }

  /** How many packets of the flood found no room in the table of their MUX. */
  public long floodWithoutRoom() {
    return floodWithoutRoom;
  }
}
