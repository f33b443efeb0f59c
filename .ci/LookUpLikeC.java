import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.stream.LongStream;
import org.stackbook.network.engine.FlowHash;
import org.stackbook.network.engine.HashTuple;
import org.stackbook.network.engine.HashedSource;
import org.stackbook.network.engine.MaglevTable;
import org.stackbook.seed.Random64;

/**
 * Our side of compare-maglev: looks up hashes in the table of a pool and prints the sum of what it
 * found and the nanoseconds of one lookup, a name and a number on each line.
 */
final class LookUpLikeC {

  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
  private static final int TURNS = 20;
  private static final int VIP = 0xCB00710A;
  private static final int VIP_PORT = 443;
  private static final int PROTOCOL = 6;
  private static final long SEED = 42;

  private LookUpLikeC() {}

  public static void main(String[] args) {
    int slots = Integer.parseInt(args[0]);
    int members = Integer.parseInt(args[1]);
    int count = Integer.parseInt(args[2]);
    int rounds = Integer.parseInt(args[3]);
    MaglevTable table =
        MaglevTable.of(slots, LongStream.range(0, members).map(Random64::mixed).toArray());
    long[] hashes = new long[count];
    int[] source = new int[count];
    char[] port = new char[count];
    int[] chosen = new int[count];
    for (int i = 0; i < count; i++) {
      hashes[i] = Random64.mixed(SEED + i);
      source[i] = (int) hashes[i];
      port[i] = (char) (hashes[i] >>> 48);
    }
    double looked = Double.MAX_VALUE;
    for (int turn = 0; turn < TURNS; turn++) {
      long start = CLOCK.getCurrentThreadCpuTime();
      for (int r = 0; r < rounds; r++) {
        table.of(hashes, chosen);
      }
      looked = Math.min(looked, (double) (CLOCK.getCurrentThreadCpuTime() - start) / rounds / count);
    }
    print("lookup", chosen, looked);
    double hashed = Double.MAX_VALUE;
    for (int turn = 0; turn < TURNS; turn++) {
      long start = CLOCK.getCurrentThreadCpuTime();
      for (int r = 0; r < rounds; r++) {
        hashAndLookUp(table, source, port, chosen);
      }
      hashed = Math.min(hashed, (double) (CLOCK.getCurrentThreadCpuTime() - start) / rounds / count);
    }
    print("hash and lookup", chosen, hashed);
  }

  private static void hashAndLookUp(MaglevTable table, int[] source, char[] port, int[] chosen) {
    FlowHash hash = new FlowHash(HashTuple.FIVE, HashedSource.CUSTOMER, SEED);
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = table.of(hash.of(source[i], port[i], VIP, VIP_PORT, PROTOCOL));
    }
  }

  private static void print(String name, int[] chosen, double nanos) {
    long sum = 0;
    for (int i = 0; i < chosen.length; i++) {
      sum += (long) chosen[i] * (i + 1);
    }
    System.out.println(name + " sum\t" + sum);
    System.out.println(name + " nanos\t" + nanos);
  }
}
