import java.util.Arrays;
import org.stackbook.storage.engine.MirrorPlacer;
import org.stackbook.storage.engine.MirrorRebalancer;
import org.stackbook.storage.engine.DriveTree;
import org.stackbook.storage.engine.Rebalance;
import org.stackbook.storage.engine.SlabMap;

/**
 * Our side of compare-crush: places the mappings once in a young JVM and again when it is warm,
 * takes one server away, adds one, and prints what came of it, a name and a number on each line.
 */
final class PlaceLikeCrush {

  private PlaceLikeCrush() {}

  public static void main(String[] args) {
    int servers = Integer.parseInt(args[0]);
    int drives = Integer.parseInt(args[1]);
    int copies = Integer.parseInt(args[2]);
    int mappings = Integer.parseInt(args[3]);
    int room = (int) ((long) mappings * copies * 2 / (servers - 1) / drives);
    DriveTree pool = pool(servers, drives, room);
    long first = System.nanoTime();
    SlabMap map = MirrorPlacer.place(pool, copies, mappings, 42);
    long young = System.nanoTime() - first;
    long warm = young;
    for (int i = 0; i < 20; i++) {
      long start = System.nanoTime();
      map = MirrorPlacer.place(pool, copies, mappings, 42 + i);
      warm = Math.min(warm, System.nanoTime() - start);
    }
    print("young seconds", young / 1e9);
    print("warm seconds", warm / 1e9);
    print("max/mean", fullest(map, servers * drives));

    int[] leaves = new int[servers * drives];
    Arrays.setAll(leaves, d -> d < (servers - 1) * drives ? d : -1);
    DriveTree smaller = pool(servers - 1, drives, room);
    Rebalance left = MirrorRebalancer.rebalance(map, leaves, smaller, 42);
    long held = 0;
    int[] before = map.copiesPerDrive(servers * drives);
    for (int d = (servers - 1) * drives; d < servers * drives; d++) {
      held += before[d];
    }
    print("leave moved/held", (double) left.moved() / held);
    print("leave moved/minimum", (double) left.moved() / left.minimum());
    print("leave max/mean", fullest(left.map(), (servers - 1) * drives));

    int[] stay = new int[(servers - 1) * drives];
    Arrays.setAll(stay, d -> d);
    Rebalance joined = MirrorRebalancer.rebalance(left.map(), stay, pool, 43);
    print("join moved/share", (double) joined.moved() * servers / ((double) mappings * copies));
    print("join moved/minimum", (double) joined.moved() / joined.minimum());
    print("join max/mean", fullest(joined.map(), servers * drives));
  }

  private static DriveTree pool(int servers, int drives, int room) {
    int[] serverOfDrive = new int[servers * drives];
    int[] slabsOfDrive = new int[servers * drives];
    long[] slabsOfServer = new long[servers];
    Arrays.setAll(serverOfDrive, d -> d / drives);
    Arrays.fill(slabsOfDrive, room);
    Arrays.fill(slabsOfServer, (long) drives * room);
    return DriveTree.ofServers(serverOfDrive, slabsOfDrive, slabsOfServer);
  }

  private static double fullest(SlabMap map, int drives) {
    int[] held = map.copiesPerDrive(drives);
    return Arrays.stream(held).max().orElse(0) / Arrays.stream(held).average().orElse(1);
  }

  private static void print(String name, double value) {
    System.out.println(name + "\t" + value);
  }
}
