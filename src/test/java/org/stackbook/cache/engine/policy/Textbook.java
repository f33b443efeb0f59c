package org.stackbook.cache.engine.policy;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.stackbook.seed.Random64;

/**
 * The policies a second time, straight from their papers, with the collections of the JDK. Slow,
 * and plain enough to be read beside the paper.
 */
final class Textbook {

  private static final Map<Policies, IntFunction<Policy>> MAKERS = new EnumMap<>(Policies.class);

  static {
    MAKERS.put(Policies.LRU, LruBook::new);
    MAKERS.put(Policies.FIFO, FifoBook::new);
    MAKERS.put(Policies.CLOCK, ClockBook::new);
    MAKERS.put(Policies.SIEVE, SieveBook::new);
    MAKERS.put(Policies.LFU, LfuBook::new);
    MAKERS.put(Policies.ARC, ArcBook::new);
    MAKERS.put(Policies.TWO_Q, TwoQBook::new);
    MAKERS.put(Policies.LIRS, LirsBook::new);
    MAKERS.put(Policies.S3_FIFO, S3FifoBook::new);
    MAKERS.put(Policies.W_TINY_LFU, capacity -> new WTinyLfuBook(capacity, 0));
  }

  private Textbook() {}

  static Policy of(Policies policy, int capacity) {
    IntFunction<Policy> maker = MAKERS.get(policy);
    if (maker == null) {
      throw new IllegalStateException("no second " + policy);
    }
    return maker.apply(capacity);
  }

  /** A list with its most recent element at the end. */
  private static final class Recency {
    private final LinkedHashSet<Long> keys = new LinkedHashSet<>();

    boolean has(long key) {
      return keys.contains(key);
    }

    int size() {
      return keys.size();
    }

    void addMostRecent(long key) {
      keys.remove(key);
      keys.add(key);
    }

    void remove(long key) {
      keys.remove(key);
    }

    long removeLeastRecent() {
      long least = keys.iterator().next();
      keys.remove(least);
      return least;
    }

    long leastRecent() {
      return keys.iterator().next();
    }
  }

  private static final class LruBook implements Policy {
    private final LinkedHashMap<Long, Boolean> map;

    LruBook(int capacity) {
      this.map =
          new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
              return size() > capacity;
            }
          };
    }

    @Override
    public boolean access(long key) {
      return map.put(key, true) != null;
    }
  }

  private static final class FifoBook implements Policy {
    private final Deque<Long> queue = new ArrayDeque<>();
    private final int capacity;

    FifoBook(int capacity) {
      this.capacity = capacity;
    }

    @Override
    public boolean access(long key) {
      if (queue.contains(key)) {
        return true;
      }
      if (queue.size() == capacity) {
        queue.removeFirst();
      }
      queue.addLast(key);
      return false;
    }
  }

  /** As a second chance: what was used goes to the end of the queue once more. */
  private static final class ClockBook implements Policy {
    private final Deque<Long> queue = new ArrayDeque<>();
    private final Map<Long, Boolean> used = new HashMap<>();
    private final int capacity;

    ClockBook(int capacity) {
      this.capacity = capacity;
    }

    @Override
    public boolean access(long key) {
      if (queue.contains(key)) {
        used.put(key, true);
        return true;
      }
      while (queue.size() == capacity) {
        long first = queue.removeFirst();
        if (Boolean.TRUE.equals(used.put(first, false))) {
          queue.addLast(first);
        }
      }
      queue.addLast(key);
      used.put(key, false);
      return false;
    }
  }

  /** Head at index 0; the hand is counted from the tail, and past the head it is nowhere. */
  private static final class SieveBook implements Policy {
    private final List<Long> queue = new ArrayList<>();
    private final Map<Long, Boolean> visited = new HashMap<>();
    private final int capacity;
    private int handFromTail;

    SieveBook(int capacity) {
      this.capacity = capacity;
    }

    @Override
    public boolean access(long key) {
      if (queue.contains(key)) {
        visited.put(key, true);
        return true;
      }
      if (queue.size() == capacity) {
        // Counted from the tail, insertion at the head moves nothing.
        int o = handFromTail < queue.size() ? handFromTail : 0;
        while (Boolean.TRUE.equals(visited.get(fromTail(o)))) {
          visited.put(fromTail(o), false);
          o = o + 1 < queue.size() ? o + 1 : 0;
        }
        queue.remove(queue.size() - 1 - o);
        // The next one towards the head has taken its place; past the head, the hand is nowhere.
        handFromTail = o < queue.size() ? o : Integer.MAX_VALUE;
      }
      queue.add(0, key);
      visited.put(key, false);
      return false;
    }

    private long fromTail(int index) {
      return queue.get(queue.size() - 1 - index);
    }
  }

  private static final class LfuBook implements Policy {
    private record Entry(long uses, long lastUse) {}

    private final Map<Long, Entry> entries = new HashMap<>();
    private final int capacity;
    private long now;

    LfuBook(int capacity) {
      this.capacity = capacity;
    }

    @Override
    public boolean access(long key) {
      now++;
      Entry entry = entries.get(key);
      if (entry == null && entries.size() == capacity) {
        entries.remove(
            Collections.min(
                    entries.entrySet(),
                    Map.Entry.comparingByValue(
                        Comparator.comparingLong(Entry::uses).thenComparingLong(Entry::lastUse)))
                .getKey());
      }
      entries.put(key, new Entry(entry == null ? 1 : entry.uses + 1, now));
      return entry != null;
    }
  }

  /** Cases I to IV of figure 4. */
  private static final class ArcBook implements Policy {
    private final Recency t1 = new Recency();
    private final Recency b1 = new Recency();
    private final Recency t2 = new Recency();
    private final Recency b2 = new Recency();
    private final int c;
    private double p;

    ArcBook(int capacity) {
      this.c = capacity;
    }

    @Override
    public boolean access(long x) {
      if (t1.has(x) || t2.has(x)) {
        t1.remove(x);
        t2.addMostRecent(x);
        return true;
      }
      if (b1.has(x)) {
        double delta = b1.size() >= b2.size() ? 1 : (double) b2.size() / b1.size();
        p = Math.min(p + delta, c);
        replace(x);
        b1.remove(x);
        t2.addMostRecent(x);
        return false;
      }
      if (b2.has(x)) {
        double delta = b2.size() >= b1.size() ? 1 : (double) b1.size() / b2.size();
        p = Math.max(p - delta, 0);
        replace(x);
        b2.remove(x);
        t2.addMostRecent(x);
        return false;
      }
      int l1 = t1.size() + b1.size();
      int all = l1 + t2.size() + b2.size();
      if (l1 == c) {
        if (t1.size() < c) {
          b1.removeLeastRecent();
          replace(x);
        } else {
          t1.removeLeastRecent();
        }
      } else if (l1 < c && all >= c) {
        if (all == 2 * c) {
          b2.removeLeastRecent();
        }
        replace(x);
      }
      t1.addMostRecent(x);
      return false;
    }

    private void replace(long x) {
      if (t1.size() >= 1 && ((b2.has(x) && t1.size() == p) || t1.size() > p)) {
        b1.addMostRecent(t1.removeLeastRecent());
      } else {
        b2.addMostRecent(t2.removeLeastRecent());
      }
    }
  }

  private static final class TwoQBook implements Policy {
    private final Deque<Long> a1in = new ArrayDeque<>();
    private final Deque<Long> a1out = new ArrayDeque<>();
    private final Recency am = new Recency();
    private final int pages;
    private final int kin;
    private final int kout;

    TwoQBook(int capacity) {
      this.pages = capacity;
      this.kin = Math.max(1, (int) Math.floor(0.25 * capacity));
      this.kout = Math.max(1, (int) Math.floor(0.5 * capacity));
    }

    @Override
    public boolean access(long x) {
      if (am.has(x)) {
        am.addMostRecent(x);
        return true;
      }
      if (a1in.contains(x)) {
        return true;
      }
      if (a1out.remove(x)) {
        reclaim();
        am.addMostRecent(x);
      } else {
        reclaim();
        a1in.addFirst(x);
      }
      return false;
    }

    private void reclaim() {
      if (a1in.size() + am.size() < pages) {
        return;
      }
      if (a1in.size() > kin || am.size() == 0) {
        a1out.addFirst(a1in.removeLast());
        if (a1out.size() > kout) {
          a1out.removeLast();
        }
      } else {
        am.removeLeastRecent();
      }
    }
  }

  private static final class LirsBook implements Policy {
    private enum Status {
      LIR,
      RESIDENT_HIR,
      NON_RESIDENT_HIR
    }

    /** Bottom at index 0. */
    private final List<Long> stack = new ArrayList<>();

    private final Deque<Long> q = new ArrayDeque<>();
    private final Map<Long, Status> status = new HashMap<>();
    private final int capacity;
    private final int lhirs;
    private final int llirs;

    LirsBook(int capacity) {
      this.capacity = capacity;
      this.lhirs = Math.max(1, (int) Math.floor(0.01 * capacity));
      this.llirs = capacity - lhirs;
    }

    @Override
    public boolean access(long x) {
      Status was = status.get(x);
      boolean inStack = stack.remove(x);
      if (was == Status.LIR) {
        stack.add(x);
      } else if (was == Status.RESIDENT_HIR) {
        q.remove(x);
        stack.add(x);
        if (inStack) {
          promote(x);
        } else {
          q.addLast(x);
        }
      } else if (was == null && count(Status.LIR) < llirs) {
        status.put(x, Status.LIR);
        stack.add(x);
      } else {
        if (was == Status.NON_RESIDENT_HIR) {
          status.put(x, Status.RESIDENT_HIR); // loaded: no more a candidate to be forgotten
        }
        if (q.size() == lhirs) {
          evictFrontOfQ();
        }
        stack.add(x);
        if (inStack) {
          promote(x);
        } else {
          status.put(x, Status.RESIDENT_HIR);
          q.addLast(x);
        }
      }
      pruneStack();
      return was == Status.LIR || was == Status.RESIDENT_HIR;
    }

    private void promote(long x) {
      status.put(x, Status.LIR);
      long bottom = stack.remove(0);
      status.put(bottom, Status.RESIDENT_HIR);
      q.addLast(bottom);
    }

    private void evictFrontOfQ() {
      long front = q.removeFirst();
      if (!stack.contains(front)) {
        status.remove(front);
        return;
      }
      status.put(front, Status.NON_RESIDENT_HIR);
      if (count(Status.NON_RESIDENT_HIR) > 2 * capacity) {
        for (long key : stack) {
          if (status.get(key) == Status.NON_RESIDENT_HIR) {
            stack.remove(key);
            status.remove(key);
            return;
          }
        }
      }
    }

    private void pruneStack() {
      while (!stack.isEmpty() && status.get(stack.get(0)) != Status.LIR) {
        long bottom = stack.remove(0);
        if (status.get(bottom) == Status.NON_RESIDENT_HIR) {
          status.remove(bottom);
        }
      }
    }

    private int count(Status counted) {
      return Collections.frequency(status.values(), counted);
    }
  }

  /** Heads are first, tails last. */
  private static final class S3FifoBook implements Policy {
    private final Deque<Long> s = new ArrayDeque<>();
    private final Deque<Long> m = new ArrayDeque<>();
    private final Deque<Long> g = new ArrayDeque<>();
    private final Map<Long, Integer> freq = new HashMap<>();
    private final int size;
    private final int smallSize;
    private final int mainSize;
    private final int ghostSize;

    S3FifoBook(int capacity) {
      this.size = capacity;
      this.smallSize = Math.max(1, (int) Math.floor(0.1 * capacity));
      this.mainSize = capacity - smallSize;
      this.ghostSize = Math.max(1, mainSize);
    }

    @Override
    public boolean access(long x) {
      if (s.contains(x) || m.contains(x)) {
        freq.merge(x, 1, (a, b) -> Math.min(a + b, 3));
        return true;
      }
      while (s.size() + m.size() >= size) {
        if (s.size() >= smallSize) {
          evictS();
        } else {
          evictM();
        }
      }
      if (g.remove(x)) {
        m.addFirst(x);
      } else {
        s.addFirst(x);
      }
      freq.put(x, 0);
      return false;
    }

    private void evictS() {
      boolean evicted = false;
      while (!evicted && !s.isEmpty()) {
        long t = s.removeLast();
        int f = freq.getOrDefault(t, 0);
        freq.put(t, 0);
        if (f > 1) {
          m.addFirst(t);
          if (m.size() > mainSize) {
            evictM();
          }
        } else {
          g.addFirst(t);
          if (g.size() > ghostSize) {
            g.removeLast();
          }
          evicted = true;
        }
      }
    }

    private void evictM() {
      boolean evicted = false;
      while (!evicted && !m.isEmpty()) {
        long t = m.removeLast();
        int f = freq.getOrDefault(t, 0);
        if (f > 0) {
          m.addFirst(t);
          freq.put(t, f - 1);
        } else {
          evicted = true;
        }
      }
    }
  }

  private static final class WTinyLfuBook implements Policy {
    private final Recency window = new Recency();
    private final Recency probation = new Recency();
    private final Recency guarded = new Recency();
    private final Map<List<Long>, Integer> counters = new HashMap<>();
    private final int capacity;
    private final long seed;
    private final int windowSize;
    private final int mainSize;
    private final int guardedSize;
    private int additions;

    WTinyLfuBook(int capacity, long seed) {
      this.capacity = capacity;
      this.seed = seed;
      this.windowSize = Math.max(1, (int) Math.floor(0.01 * capacity));
      this.mainSize = capacity - windowSize;
      this.guardedSize = mainSize * 80 / 100;
    }

    @Override
    public boolean access(long x) {
      add(x);
      if (window.has(x)) {
        window.addMostRecent(x);
        return true;
      }
      if (guarded.has(x) || probation.has(x)) {
        probation.remove(x);
        guarded.addMostRecent(x);
        while (guarded.size() > guardedSize) {
          probation.addMostRecent(guarded.removeLeastRecent());
        }
        return true;
      }
      window.addMostRecent(x);
      if (window.size() > windowSize) {
        admit(window.removeLeastRecent());
      }
      return false;
    }

    private void admit(long candidate) {
      if (probation.size() + guarded.size() < mainSize) {
        probation.addMostRecent(candidate);
      } else if (mainSize > 0 && estimate(candidate) > estimate(probation.leastRecent())) {
        probation.removeLeastRecent();
        probation.addMostRecent(candidate);
      }
    }

    private void add(long x) {
      for (List<Long> place : places(x)) {
        counters.merge(place, 1, (a, b) -> Math.min(a + b, 15));
      }
      additions++;
      if (additions == 10 * capacity) {
        counters.replaceAll((place, count) -> count / 2);
        additions /= 2;
      }
    }

    private int estimate(long x) {
      return places(x).stream().mapToInt(place -> counters.getOrDefault(place, 0)).min().orElse(0);
    }

    /** Row and column of a counter in each row. */
    private List<List<Long>> places(long x) {
      BigInteger word = BigInteger.ONE.shiftLeft(32);
      BigInteger hash = BigInteger.valueOf(new Random64(x ^ seed).nextLong());
      BigInteger low = hash.mod(word);
      BigInteger odd = hash.shiftRight(32).mod(word).setBit(0);
      List<List<Long>> places = new ArrayList<>();
      for (long row = 0; row < 4; row++) {
        BigInteger mixed = low.add(odd.multiply(BigInteger.valueOf(row))).mod(word);
        BigInteger column = mixed.multiply(BigInteger.valueOf(4L * capacity)).divide(word);
        places.add(List.of(row, column.longValue()));
      }
      return places;
    }
  }
}
