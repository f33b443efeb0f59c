package org.stackbook.network.sdn;

import java.util.List;
import org.stackbook.fact.Facts;
import org.stackbook.network.engine.Choice;
import org.stackbook.network.engine.MaglevTable;
import org.stackbook.network.engine.ModuloTable;
import org.stackbook.network.engine.ResilientTable;

/** How something is chosen by a hash. */
enum HashingTable {
  /** By a table that moves little, the same whatever happened before. */
  MAGLEV("Maglev") {
    @Override
    Choice among(List<String> names) {
      return MaglevTable.of(
          Facts.ours().fact("sdn/maglevSlots/value").integer(),
          names.stream().mapToLong(MaglevTable::hashOf).toArray());
    }
  },
  /** By buckets, of which only those of what goes are given to others. */
  RESILIENT("resilient") {
    @Override
    Choice among(List<String> names) {
      return ResilientTable.of(
          Facts.ours().fact("sdn/resilientBuckets/value").integer(), names.size());
    }
  },
  /** By the remainder of a division. */
  MODULO("modulo") {
    @Override
    Choice among(List<String> names) {
      return ModuloTable.of(names.size());
    }
  };

  private final String word;

  HashingTable(String word) {
    this.word = word;
  }

  /** A choice among those that have the names, all of which are there. */
  abstract Choice among(List<String> names);

  @Override
  public String toString() {
    return word;
  }
}
