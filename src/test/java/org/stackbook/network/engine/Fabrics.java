package org.stackbook.network.engine;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.stackbook.seed.Random64;

/** Fabrics and flows for tests. */
public final class Fabrics {

  static final int TCP = 6;
  static final int VIP = 0xCB00710A;
  static final int MANY = 1 << 24;

  private Fabrics() {}

  /** How switches and MUXes choose. */
  public enum Way {
    /** Little moves. */
    CONSISTENT,
    /** Nearly everything moves. */
    MODULO
  }

  /** Two switches with an uplink each, all MUXes behind both, one rule with all back ends. */
  static Fabric of(Way way, int muxes, int backEnds) {
    return of(way, muxes, backEnds, MANY, true, false);
  }

  static Fabric of(
      Way way, int muxes, int backEnds, int flowsPerMux, boolean keepsDown, boolean keepsAllDown) {
    List<Integer> hosts = IntStream.range(0, muxes + backEnds).boxed().toList();
    FlowChoice mux = new FlowChoice(five(2), nextHops(way, muxes));
    return new Fabric(
        new Fabric.Layout(
            List.of(0, 1),
            hosts.subList(0, muxes),
            hosts.subList(muxes, hosts.size()),
            flowsPerMux),
        new FlowChoice(five(1), nextHops(way, 2)),
        Collections.nCopies(2, mux),
        List.of(
            new PoolRule(
                new FlowChoice(five(3), pool(way, backEnds)),
                IntStream.range(0, backEnds).boxed().toList(),
                keepsDown,
                keepsAllDown)));
  }

  static FlowHash five(long seed) {
    return new FlowHash(HashTuple.FIVE, HashedSource.CUSTOMER, seed);
  }

  static Choice nextHops(Way way, int members) {
    return way == Way.MODULO ? ModuloTable.of(members) : ResilientTable.of(1024, members);
  }

  static Choice pool(Way way, int members) {
    return way == Way.MODULO ? ModuloTable.of(members) : maglev(65_537, members);
  }

  static MaglevTable maglev(int slots, int members) {
    return MaglevTable.of(slots, LongStream.range(0, members).map(Random64::mixed).toArray());
  }

  static Flows flows(int count) {
    ClientCrowd crowd = new ClientCrowd(100_000, 1024, 65_535, 7);
    return new Flows.Builder(count).add(crowd, count, VIP, 443, TCP, 0).build();
  }
}
