package org.stackbook.storage;

import org.stackbook.fact.Fact;
import org.stackbook.fact.FactBook;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.unit.Ratio;

/** How a type of resiliency lays a volume out over a pool. */
enum Encoding {
  /** Whole copies. */
  COPIES {
    @Override
    VolumeLayout over(Resiliency type, PoolShape pool, Figure<Ratio> mirror) {
      return new MirrorLayout(type.title(), type.copies());
    }
  },
  /** One parity symbol; how many data symbols no page states. */
  SINGLE_PARITY {
    @Override
    VolumeLayout over(Resiliency type, PoolShape pool, Figure<Ratio> mirror) {
      return parity(Facts.ours(), "singleParity");
    }
  },
  /** Two parity symbols, or local groups, by the tables. */
  DUAL_PARITY {
    @Override
    VolumeLayout over(Resiliency type, PoolShape pool, Figure<Ratio> mirror) {
      String table =
          pool.allFlash() ? "resiliency/dualParityAllFlash" : "resiliency/dualParityHybrid";
      FactBook book = Facts.storage();
      return parity(book, book.entryWith(table, "faultDomains", String.valueOf(pool.servers())));
    }
  },
  /** Three-way mirror and dual parity in one volume. */
  ACCELERATED {
    @Override
    VolumeLayout over(Resiliency type, PoolShape pool, Figure<Ratio> mirror) {
      return new TieredLayout(
          mirror, Resiliency.THREE_WAY_MIRROR.over(pool), Resiliency.DUAL_PARITY.over(pool));
    }
  },
  /**
   * Nested two-way mirror and nested parity in one volume: mirror between the two servers, mirror
   * or parity over the drives inside of each.
   */
  NESTED {
    @Override
    VolumeLayout over(Resiliency type, PoolShape pool, Figure<Ratio> mirror) {
      Fact widest = Facts.ours().fact("nestedParity/widestGroup");
      Figure<Integer> servers = Figure.given("servers", pool.servers(), "servers of the pool");
      Figure<Integer> drives =
          Figure.derived(
              "drives of a group",
              Math.min(pool.capacityDrives(), widest.integer()),
              "min({capacity drives}, {widest group})",
              Figure.given("capacity drives", pool.capacityDrives(), "capacity drives per server"),
              stated("widest group", widest));
      VolumeLayout parity =
          new ParityLayout(
              "nested parity " + (drives.value() - 1) + "+1",
              Figure.derived("data", drives.value() - 1, "{drives of a group} − 1", drives),
              Figure.derived(
                      "symbols",
                      drives.value() * pool.servers(),
                      "{drives of a group} × {servers}",
                      drives,
                      servers)
                  .by(type.fact("formula")));
      return new TieredLayout(mirror, Resiliency.NESTED_TWO_WAY_MIRROR.over(pool), parity);
    }
  };

  /**
   * @param type whose encoding it is
   * @param pool with servers as the type needs them
   * @param mirror share that is mirror, for the types that have such a part
   */
  abstract VolumeLayout over(Resiliency type, PoolShape pool, Figure<Ratio> mirror);

  private static VolumeLayout parity(FactBook book, String row) {
    return new ParityLayout(
        book.fact(row + "/layout").text(),
        stated("data", book.fact(row + "/data")),
        stated("symbols", book.fact(row + "/symbols")));
  }

  private static Figure<Integer> stated(String name, Fact fact) {
    return Figure.stated(name, fact.integer(), fact);
  }
}
