package org.stackbook.network.engine;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A million flows over two top-of-rack switches and 8 MUXes to 64 back ends: all that happens to
 * them when a MUX is lost, a back end is lost, and from the beginning.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = "-Xmx500m")
public class FlowSpreadBench {

  private static final int FLOWS = 1_000_000;

  /** How switches and MUXes choose. */
  @Param({"CONSISTENT", "MODULO"})
  public Fabrics.Way way = Fabrics.Way.CONSISTENT;

  private Fabric fabric = Fabrics.of(way, 8, 64);
  private Flows flows = Fabrics.flows(1);
  private FlowSpread spread = FlowSpread.establish(fabric, flows);

  /** Establishes the flows. */
  @Setup
  public void establishFlows() {
    fabric = Fabrics.of(way, 8, 64);
    flows = Fabrics.flows(FLOWS);
    spread = establish();
  }

  /** All flows begin. */
  @Benchmark
  public FlowSpread establish() {
    return FlowSpread.establish(fabric, flows);
  }

  /** A MUX is lost. */
  @Benchmark
  public FlowSpread muxLost() {
    return spread.after(new FabricEvent(FabricEvent.Kind.MUX_LOST, 3));
  }

  /** From nothing to what the loss of a MUX did to all. */
  @Benchmark
  public FlowSpread beginAndLoseMux() {
    return establish().after(new FabricEvent(FabricEvent.Kind.MUX_LOST, 3));
  }

  /** A back end is lost. */
  @Benchmark
  public FlowSpread backEndLost() {
    return spread.after(new FabricEvent(FabricEvent.Kind.BACK_END_LOST, 17));
  }
}
