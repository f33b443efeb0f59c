package org.stackbook.trace.engine;

import org.stackbook.seed.Random64;

/** Which of its objects a tenant asks for. */
public sealed interface Access {

  /** Chooses objects, one after the other. */
  interface Picker {

    /** The number of an object, from 0. */
    int next(Random64 random);
  }

  /**
   * Begins to choose.
   *
   * @param objects how many there are, 1 or more
   */
  Picker picker(int objects);

  /** All objects alike. */
  record Uniform() implements Access {
    @Override
    public Picker picker(int objects) {
      return random -> random.nextInt(objects);
    }
  }

  /**
   * Few often, many seldom. What is often asked for is spread over the disk.
   *
   * @param exponent of Zipf's law, more than 0
   */
  record Zipfian(double exponent) implements Access {

    /** The golden section of the objects is far from all their small multiples. */
    private static final double STRIDE = 0.6180339887498949;

    @Override
    public Picker picker(int objects) {
      Zipf zipf = new Zipf(objects, exponent);
      long stride = Math.max(1, (long) (objects * STRIDE));
      while (commonDivisor(stride, objects) != 1) {
        stride++;
      }
      long step = stride;
      return random -> (int) ((zipf.next(random) - 1) * step % objects);
    }

    private static long commonDivisor(long a, long b) {
      return b == 0 ? a : commonDivisor(b, a % b);
    }
  }

  /**
   * A set of neighbours takes most requests, and then the set beside it.
   *
   * @param hot share of the objects, from 0 to 1
   * @param requests share of the requests that go to these, from 0 to 1
   * @param period requests after which the set moves on by its whole length
   */
  record HotSet(double hot, double requests, long period) implements Access {
    @Override
    public Picker picker(int objects) {
      int length = (int) Math.max(1, Math.min(objects, Math.round(hot * objects)));
      return new Picker() {
        private long count;
        private long first;

        @Override
        public int next(Random64 random) {
          if (count++ == period) {
            count = 1;
            first = (first + length) % objects;
          }
          boolean inside = length == objects || random.nextDouble() < requests;
          long beside = inside ? random.nextInt(length) : length + random.nextInt(objects - length);
          return (int) ((first + beside) % objects);
        }
      };
    }
  }

  /**
   * Runs of neighbours in ascending order, each from anywhere.
   *
   * @param length of a run, 1 or more; after the last object comes the first
   */
  record Scans(long length) implements Access {
    @Override
    public Picker picker(int objects) {
      return new Picker() {
        private long left;
        private int next;

        @Override
        public int next(Random64 random) {
          if (left == 0) {
            left = length;
            next = random.nextInt(objects);
          }
          left--;
          int object = next;
          next = next + 1 == objects ? 0 : next + 1;
          return object;
        }
      };
    }
  }
}
