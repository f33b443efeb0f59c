package org.stackbook.trace;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.stackbook.seed.Random64;
import org.stackbook.trace.engine.KeySource;
import org.stackbook.trace.engine.RequestBatch;

/** How many rows a second are read from files that the system has in its memory. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = "-Xmx500m")
public class TraceReadingBench {

  private static final int ROWS = 4_000_000;

  private Path oracleGeneral = Path.of("");
  private Path csv = Path.of("");

  /** Writes the files. */
  @Setup
  public void write() throws IOException {
    oracleGeneral = Files.createTempFile("bench", ".oracleGeneral");
    csv = Files.createTempFile("bench", ".csv");
    Random64 random = new Random64(1);
    KeySource ids =
        keys -> {
          for (int i = 0; i < keys.length; i++) {
            keys[i] = random.nextInt(1_000_000);
          }
          return keys.length;
        };
    TraceFiles.writeOracleGeneral(oracleGeneral, ids, ROWS);
    try (BufferedWriter out = Files.newBufferedWriter(csv)) {
      out.write("time,op,lba,size\n");
      for (int i = 0; i < ROWS; i++) {
        out.write(5_633_898 + i / 1000 + ",W," + random.nextInt(1 << 30) + ",4096\n");
      }
    }
  }

  /** Removes the files. */
  @TearDown
  public void delete() throws IOException {
    Files.delete(oracleGeneral);
    Files.delete(csv);
  }

  /** Ids straight into an array. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public long idsOfOracleGeneral() {
    long[] keys = new long[RequestBatch.SIZE];
    long sum = 0;
    try (TraceKeys ids = Trace.of(oracleGeneral.toString(), t -> {}).objects()) {
      for (int n = ids.read(keys); n > 0; n = ids.read(keys)) {
        sum += keys[n - 1];
      }
    }
    return sum;
  }

  /** Whole requests. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public long requestsOfCsv() {
    RequestBatch batch = new RequestBatch();
    long sum = 0;
    try (TraceReader reader = Trace.of(csv.toString(), t -> {}).requests()) {
      while (reader.read(batch)) {
        sum += batch.address[0];
      }
    }
    return sum;
  }
}
