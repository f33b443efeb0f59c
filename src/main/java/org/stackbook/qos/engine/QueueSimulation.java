package org.stackbook.qos.engine;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.stackbook.seed.Random64;
import org.stackbook.trace.engine.Arrivals;
import org.stackbook.trace.engine.RequestBatch;
import org.stackbook.trace.engine.RequestSource;
import org.stackbook.trace.engine.TenantLoad;

/**
 * Requests of virtual machines on their way: the cap of the disk, the cap of the machine, the
 * drives. At each of them, first come, first served. Only what waits for a cap and what comes next
 * is an event; how long a request takes at the drives is known when it comes there.
 *
 * <p>Each request draws its random choices from a seed of its own, so that those of a machine are
 * the same whoever else there is.
 */
public final class QueueSimulation {

  /** Of so many disks at most, each is counted by itself; of more, each machine is. */
  public static final int MOST_DISKS = 10_000;

  private static final int EVENTS_PER_POLL = 4096;
  private static final double NANOS = 1e9;

  private final List<Machine> machines;
  private final int unitBytes;
  private final long end;
  private final int diskCount;
  private final int[] machineOfDisk;
  private final int[] firstDisk;
  private final TokenBuckets buckets;
  private final Waiting waiting;
  private final EventQueue events = new EventQueue();
  private final Random64[] randoms;
  private final @Nullable Arrivals[] arrivals;
  private final @Nullable Recording[] recordings;
  private final Meter[] meters;
  private final boolean diskByDisk;

  /** Of each disk, or else of each machine. */
  private final Tallies tallies;

  private final DriveBank cache;
  private final DriveBank capacity;
  private final Random64 dice = new Random64(0);
  private long handled;

  /**
   * A simulation that can be run once.
   *
   * @param machines whose requests there are
   * @param backend the drives
   * @param unitBytes size that costs one token, 1 or more
   * @param end when it ends, in nanoseconds, 1 or more; times each cap within a long
   * @param meters how many there are
   * @param seed the same seed gives the same numbers
   */
  public QueueSimulation(
      List<Machine> machines, Backend backend, int unitBytes, long end, int meters, long seed) {
    this(machines, backend, unitBytes, end, meters, seed, MOST_DISKS);
  }

  /**
   * @param most disks that are counted one by one
   */
  QueueSimulation(
      List<Machine> machines,
      Backend backend,
      int unitBytes,
      long end,
      int meters,
      long seed,
      int most) {
    int count = machines.size();
    this.machines = List.copyOf(machines);
    this.unitBytes = unitBytes;
    this.end = end;
    this.diskCount = machines.stream().mapToInt(Machine::disks).sum();
    this.machineOfDisk = new int[diskCount];
    this.firstDisk = new int[count];
    this.buckets = new TokenBuckets(diskCount + count);
    this.waiting = new Waiting(diskCount + count);
    this.randoms = new Random64[count];
    this.arrivals = new Arrivals[count];
    this.recordings = new Recording[count];
    this.meters = new Meter[meters];
    this.diskByDisk = diskCount <= most;
    this.tallies = new Tallies(diskByDisk ? diskCount : count, end);
    Arrays.setAll(this.meters, i -> new Meter(end));
    this.cache = new DriveBank(backend.cache(), backend.copies(), backend.varying());
    this.capacity = new DriveBank(backend.capacity(), backend.copies(), backend.varying());
    int disk = 0;
    for (int m = 0; m < count; m++) {
      Machine machine = machines.get(m);
      randoms[m] = Random64.stream(seed, machine.stream());
      firstDisk[m] = disk;
      for (int d = 0; d < machine.disks(); d++) {
        machineOfDisk[disk] = m;
        cap(disk++, machine.caps().disk(), machine.caps().diskBurst());
      }
      cap(diskCount + m, machine.caps().total(), machine.caps().totalBurst());
    }
  }

  private void cap(int line, int rate, int burst) {
    if (rate > 0) {
      Math.multiplyExact(end, rate);
      buckets.cap(line, rate, burst);
    }
  }

  /**
   * Lets all requests come, until the end.
   *
   * @return what became of them, by meter
   * @throws ArithmeticException if more requests wait than can be held
   * @throws CancellationException if the thread is interrupted
   */
  public List<Meter> run() {
    return run(share -> {});
  }

  /**
   * As {@link #run()}, telling how far it is.
   *
   * @param progress is given the share of the time that has passed, now and then
   * @throws ArithmeticException if more requests wait than can be held
   * @throws CancellationException if the thread is interrupted
   */
  public List<Meter> run(DoubleConsumer progress) {
    try {
      for (int m = 0; m < machines.size(); m++) {
        begin(m);
      }
      while (!events.isEmpty() && events.time() < end) {
        long now = events.time();
        if (++handled % EVENTS_PER_POLL == 0) {
          if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException();
          }
          progress.accept((double) now / end);
        }
        int actor = events.actor();
        if (actor < machines.size()) {
          ask(actor, now);
        } else {
          letPass(actor - machines.size(), now);
        }
      }
      for (int line = 0; line < diskCount + machines.size(); line++) {
        leaveWaiting(line);
      }
    } finally {
      closeRecordings();
    }
    return List.of(meters);
  }

  /** How many events there were: requests that came, and that a cap let pass after a wait. */
  public long events() {
    return handled;
  }

  /** What each machine got, in their order. */
  public List<Tally> machines() {
    List<Tally> all = tallies.all();
    return diskByDisk
        ? IntStream.range(0, machines.size())
            .mapToObj(m -> all.subList(firstDisk[m], firstDisk[m] + machines.get(m).disks()))
            .map(disks -> disks.size() == 1 ? disks.get(0) : Tally.sum(disks))
            .toList()
        : all;
  }

  /**
   * What each disk got: those of the first machine, then those of the second; none if there are
   * more than {@value #MOST_DISKS}.
   */
  public List<Tally> disks() {
    return diskByDisk ? tallies.all() : List.of();
  }

  /** For how long all cache drives together serve until the end, in seconds. */
  public double cacheSeconds() {
    return cache.busyNanosUntil(end) / NANOS;
  }

  /** For how long all capacity drives together serve until the end, in seconds. */
  public double capacitySeconds() {
    return capacity.busyNanosUntil(end) / NANOS;
  }

  private void begin(int m) {
    Demand demand = machines.get(m).demand();
    if (demand instanceof Demand.Open open) {
      Arrivals times = open.arrivals().get();
      arrivals[m] = times;
      events.add(open.start() + times.next(randoms[m]), m);
    } else if (demand instanceof Demand.Closed closed) {
      for (int i = 0; i < closed.depth(); i++) {
        events.add(closed.start() + think(closed, m), m);
      }
    } else if (demand instanceof Demand.Recorded recorded) {
      Recording recording = new Recording(recorded.source().get(), recorded.start());
      recordings[m] = recording;
      if (recording.advance()) {
        events.add(recording.nanos(), m);
      }
    }
  }

  private long think(Demand.Closed closed, int m) {
    return closed.thinkNanos() == 0
        ? 0
        : (long) (randoms[m].nextExponential(1) * closed.thinkNanos());
  }

  private void ask(int m, long now) {
    Machine machine = machines.get(m);
    Random64 random = randoms[m];
    dice.restart(random.nextLong());
    int disk = machine.disks() == 1 ? 0 : dice.nextInt(machine.disks());
    Recording recording = recordings[m];
    boolean write;
    int bytes;
    if (recording != null) {
      disk = recording.tenant() % machine.disks();
      write = recording.write();
      bytes = recording.bytes();
      next(recording.advance() ? recording.nanos() : end);
    } else {
      write = dice.nextDouble() >= machine.reads();
      bytes = size(machine.sizes());
      Arrivals times = arrivals[m];
      next(times == null ? end : machine.demand().start() + times.next(random));
    }
    offer(machine, m, disk, write, bytes, now);
  }

  private void next(long at) {
    if (at < end) {
      events.again(at);
    } else {
      events.remove();
    }
  }

  private int size(List<TenantLoad.Size> sizes) {
    int last = sizes.size() - 1;
    if (last > 0) {
      double at = dice.nextDouble();
      for (int i = 0; i < last; i++) {
        at -= sizes.get(i).share();
        if (at < 0) {
          return sizes.get(i).bytes();
        }
      }
    }
    return sizes.get(last).bytes();
  }

  private void offer(Machine machine, int m, int disk, boolean write, int bytes, long now) {
    Meter meter = meters[machine.meter() + disk];
    meter.offer();
    int line = firstDisk[m] + disk;
    long seed = dice.nextLong();
    int marked = write ? ~disk : disk;
    if (!buckets.capped(line)) {
      toMachine(m, marked, bytes, seed, now, now);
      return;
    }
    int bound = machine.caps().waiting();
    long goes = now;
    if (bound < 0 || waiting.length(line) < bound) {
      goes = buckets.reserve(line, now, cost(bytes));
    } else if (!buckets.take(line, now, cost(bytes))) {
      meter.refuse();
      tallies.refuse(tally(m, disk));
      return;
    }
    if (goes == now && waiting.length(line) == 0) {
      toMachine(m, marked, bytes, seed, now, now);
    } else {
      lineUp(line, marked, bytes, seed, now, goes);
    }
  }

  private long cost(int bytes) {
    return (bytes + (long) unitBytes - 1) / unitBytes * TokenBuckets.TOKEN;
  }

  /** A request that has passed its disk comes to the cap of its machine. */
  private void toMachine(int m, int marked, int bytes, long seed, long came, long now) {
    int line = diskCount + m;
    if (!buckets.capped(line)) {
      serve(m, marked, bytes, seed, came, now);
      return;
    }
    long goes = buckets.reserve(line, now, cost(bytes));
    if (goes == now && waiting.length(line) == 0) {
      serve(m, marked, bytes, seed, came, now);
    } else {
      lineUp(line, marked, bytes, seed, came, goes);
    }
  }

  private void lineUp(int line, int marked, int bytes, long seed, long came, long goes) {
    int request = waiting.add(line);
    waiting.came[request] = came;
    waiting.goes[request] = goes;
    waiting.dice[request] = seed;
    waiting.bytes[request] = bytes;
    waiting.disk[request] = marked;
    if (waiting.length(line) == 1) {
      events.add(goes, machines.size() + line);
    }
  }

  private void letPass(int line, long now) {
    int request = waiting.first(line);
    int marked = waiting.disk[request];
    int bytes = waiting.bytes[request];
    long seed = waiting.dice[request];
    long came = waiting.came[request];
    waiting.removeFirst(line);
    if (waiting.length(line) > 0) {
      events.again(waiting.goes[waiting.first(line)]);
    } else {
      events.remove();
    }
    if (line < diskCount) {
      toMachine(machineOfDisk[line], marked, bytes, seed, came, now);
    } else {
      serve(line - diskCount, marked, bytes, seed, came, now);
    }
  }

  private void serve(int m, int marked, int bytes, long seed, long came, long now) {
    Machine machine = machines.get(m);
    dice.restart(seed);
    long done;
    if (marked < 0) {
      done = (cache.isEmpty() ? capacity : cache).write(now, bytes, dice);
    } else {
      int home = capacity.any(dice);
      boolean hit =
          !cache.isEmpty() && capacity.isReadCached(home) && dice.nextDouble() < machine.hits();
      done =
          hit
              ? cache.read(cache.any(dice), now, bytes, dice)
              : capacity.read(home, now, bytes, dice);
    }
    int disk = marked < 0 ? ~marked : marked;
    meters[machine.meter() + disk].pass(came, now, done);
    tallies.pass(tally(m, disk), came, now, done);
    if (machine.demand() instanceof Demand.Closed closed) {
      long next = done + think(closed, m);
      if (next < end) {
        events.add(next, m);
      }
    }
  }

  private int tally(int m, int disk) {
    return diskByDisk ? firstDisk[m] + disk : m;
  }

  private void leaveWaiting(int line) {
    int m = line < diskCount ? machineOfDisk[line] : line - diskCount;
    int request = waiting.length(line) == 0 ? -1 : waiting.first(line);
    while (request >= 0) {
      int marked = waiting.disk[request];
      int disk = marked < 0 ? ~marked : marked;
      meters[machines.get(m).meter() + disk].waits(waiting.came[request]);
      tallies.waits(tally(m, disk), waiting.came[request]);
      request = waiting.behind(request);
    }
  }

  private void closeRecordings() {
    for (Recording each : recordings) {
      if (each != null) {
        each.source.close();
      }
    }
  }

  /** Where a recording is. */
  private static final class Recording {

    private final RequestSource source;
    private final long start;
    private final RequestBatch batch = new RequestBatch();
    private int at = -1;
    private long first = -1;

    Recording(RequestSource source, long start) {
      this.source = source;
      this.start = start;
    }

    /** Goes on to the next request, if there is one. */
    boolean advance() {
      at++;
      if (at >= batch.count) {
        at = 0;
        if (!source.read(batch)) {
          return false;
        }
      }
      if (first < 0) {
        first = batch.nanos[0];
      }
      return true;
    }

    long nanos() {
      return start + batch.nanos[at] - first;
    }

    int tenant() {
      return batch.tenant[at];
    }

    boolean write() {
      return batch.write[at];
    }

    int bytes() {
      return batch.bytes[at];
    }
  }
}
