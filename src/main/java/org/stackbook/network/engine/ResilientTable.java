package org.stackbook.network.engine;

import java.util.Arrays;
import java.util.concurrent.CancellationException;

/**
 * Chooses by a table of buckets as switches keep it for resilient hashing: when a member goes, only
 * its buckets are given to others; when one comes, it takes its even share from those that have
 * most. What is chosen therefore depends on who went and came before.
 */
public final class ResilientTable implements Choice {

  private final Members members;
  private final short[] buckets;

  private ResilientTable(Members members, short[] buckets) {
    this.members = members;
    this.buckets = buckets;
  }

  /**
   * A choice among members that are all there.
   *
   * @param buckets how many, 1 or more; with fewer than members some members get nothing
   * @param members how many, 0 to 32,767
   */
  public static ResilientTable of(int buckets, int members) {
    short[] table = new short[buckets];
    for (int bucket = 0; bucket < buckets; bucket++) {
      table[bucket] = (short) (members == 0 ? NONE : bucket % members);
    }
    return new ResilientTable(Members.all(members), table);
  }

  @Override
  public int of(long hash) {
    return buckets[(int) (((hash >>> Integer.SIZE) * buckets.length) >>> Integer.SIZE)];
  }

  @Override
  public boolean has(int member) {
    return members.has(member);
  }

  @Override
  public int size() {
    return members.size();
  }

  /**
   * @throws CancellationException if the thread is interrupted
   */
  @Override
  public ResilientTable with(int member) {
    if (members.has(member)) {
      return this;
    }
    Members more = members.with(member);
    short[] table = buckets.clone();
    int[] held = held(table);
    if (members.size() == 0) {
      Arrays.fill(table, (short) member);
      return new ResilientTable(more, table);
    }
    for (int left = table.length / more.size(); left > 0; left--) {
      int most = most(held);
      for (int bucket = table.length - 1; bucket >= 0; bucket--) {
        if (table[bucket] == most) {
          table[bucket] = (short) member;
          held[most]--;
          break;
        }
      }
    }
    return new ResilientTable(more, table);
  }

  /**
   * @throws CancellationException if the thread is interrupted
   */
  @Override
  public ResilientTable without(int member) {
    if (!members.has(member)) {
      return this;
    }
    Members fewer = members.without(member);
    short[] table = buckets.clone();
    int[] held = held(table);
    for (int bucket = 0; bucket < table.length; bucket++) {
      if (table[bucket] == member) {
        int least = least(fewer, held);
        table[bucket] = (short) least;
        if (least != NONE) {
          held[least]++;
        }
      }
    }
    return new ResilientTable(fewer, table);
  }

  private int[] held(short[] table) {
    int[] held = new int[members.named()];
    for (short member : table) {
      if (member != NONE) {
        held[member]++;
      }
    }
    return held;
  }

  private static int least(Members among, int[] held) {
    Interrupts.poll();
    int least = NONE;
    for (int i = 0; i < among.size(); i++) {
      if (least == NONE || held[among.at(i)] < held[least]) {
        least = among.at(i);
      }
    }
    return least;
  }

  private int most(int[] held) {
    Interrupts.poll();
    int most = members.at(0);
    for (int i = 1; i < members.size(); i++) {
      if (held[members.at(i)] > held[most]) {
        most = members.at(i);
      }
    }
    return most;
  }
}
