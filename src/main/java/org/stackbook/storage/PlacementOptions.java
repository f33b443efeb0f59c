package org.stackbook.storage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.stackbook.error.Once;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.FaultDomain;
import org.stackbook.stamp.StampWords;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.word.Takes;

/** How slabs are to be placed. Each word may be said once. */
public final class PlacementOptions {

  private static final long DEFAULT_SEED = 1;

  private final Once<Ratio> fill = new Once<>("fill");
  private final Once<Long> seed = new Once<>("seed");
  private final Once<Resiliency> resiliency = new Once<>("resiliency");
  private final Once<Bytes> slab = new Once<>("slab");
  private final Once<Integer> columns = new Once<>("columns");

  private final Once<FaultDomain> faultDomain = new Once<>("faultDomain");
  private final Map<String, List<String>> delimits = new LinkedHashMap<>();

  PlacementOptions() {}

  /**
   * Fills the pool to a share of its raw capacity, all volumes in proportion to their size. Without
   * it the volumes are allocated in full, as Azure Stack does it.
   *
   * @param share of all capacity drives that copies take; more than 0, and at most what the reserve
   *     leaves
   * @throws Refusal if it was set already, or is not between 0 and 100 %
   */
  public PlacementOptions fill(Ratio share) {
    if (share.value() <= 0 || share.value() > 1) {
      throw Refusal.of(
              "fill(" + share + ")",
              "a pool is filled to more than 0 % and at most 100 % of its raw capacity")
          .wayOut("say fill(pct(72)), or leave it out to allocate all volumes in full")
          .asException();
    }
    fill.set(share, share.toString());
    return this;
  }

  /**
   * Decides all random choices; {@value #DEFAULT_SEED} if not said.
   *
   * @throws Refusal if it was set already
   */
  public PlacementOptions seed(long number) {
    seed.set(number, String.valueOf(number));
    return this;
  }

  /**
   * What if the volumes were of another resiliency: Azure Stack itself always uses three-way
   * mirror.
   *
   * @param type a mirror over servers
   * @throws Refusal if it was set already, or is not two-way or three-way mirror
   */
  public PlacementOptions resiliency(Resiliency type) {
    if (type != Resiliency.TWO_WAY_MIRROR && type != Resiliency.THREE_WAY_MIRROR) {
      throw Refusal.of("resiliency(" + type + ")", "placement is of two-way and three-way mirrors")
          .wayOut("say resiliency(TWO_WAY_MIRROR) or resiliency(THREE_WAY_MIRROR)")
          .asException();
    }
    resiliency.set(type, type.name());
    return this;
  }

  /**
   * The size of a slab, which no Microsoft page states: 256 MiB if not said.
   *
   * @param size 1 MiB or more
   * @throws Refusal if it was set already, or is smaller
   */
  public PlacementOptions slab(Bytes size) {
    if (size.compareTo(Bytes.parse("1 MiB")) < 0) {
      throw Refusal.of("slab(" + size + ")", "a slab is 1 MiB or more")
          .wayOut("say slab(mib(256)), or leave it out")
          .asException();
    }
    slab.set(size, size.toString());
    return this;
  }

  /**
   * How many slabs of a volume stand side by side and take turns, an interleave each. No Microsoft
   * page states it: 8 if not said.
   *
   * @param number 1 or more
   * @throws Refusal if it was set already, or is less than 1
   */
  public PlacementOptions columns(int number) {
    if (number < 1) {
      throw Refusal.of("columns(" + number + ")", "a stripe has one column or more")
          .wayOut("say columns(1), or leave it out")
          .asException();
    }
    columns.set(number, String.valueOf(number));
    return this;
  }

  /**
   * Keeps the copies of a slab in different chassis, racks or sites, and not only in different
   * servers.
   *
   * <p>Source: Fault domain awareness.
   *
   * @param level that every server has to be described with, such as {@code rack("r1")}
   * @throws Refusal if it was set already
   */
  public PlacementOptions faultDomain(FaultDomain level) {
    faultDomain.set(level, level.name());
    return this;
  }

  FaultDomain faultDomain() {
    return faultDomain.get().orElse(FaultDomain.NODE);
  }

  /**
   * Confines a volume to some of the servers. Its copies lie on these alone, so that more failures
   * elsewhere are survived; other volumes make room for it as far as they can.
   *
   * <pre>{@code
   * oslo.storage().place(p -> p.fill(pct(10)).delimit("ObjStore_1", "n1", "n2", "n3"))
   * }</pre>
   *
   * <p>Source: Delimit the allocation of volumes.
   *
   * @param volume the name of one of the volumes
   * @param servers as many as there are copies, or more
   * @throws Refusal if it was said for this volume already
   */
  public PlacementOptions delimit(
      @Takes(VolumeNames.class) String volume, @Takes(StampWords.Servers.class) String... servers) {
    if (delimits.putIfAbsent(Objects.requireNonNull(volume), List.of(servers)) != null) {
      throw Refusal.of(
              "delimit(\"" + volume + "\", …)",
              volume + " is delimited to " + delimits.get(volume) + " already")
          .wayOut("keep one of the two")
          .asException();
    }
    return this;
  }

  /** The volumes that are confined, and the servers that they may use. */
  Map<String, List<String>> delimits() {
    return delimits;
  }

  Optional<Ratio> fill() {
    return fill.get();
  }

  long seed() {
    return seed.get().orElse(DEFAULT_SEED);
  }

  Resiliency resiliency() {
    return resiliency.get().orElse(Resiliency.THREE_WAY_MIRROR);
  }

  Figure<Bytes> slab() {
    if (slab.get().isPresent()) {
      return Figure.given("slab", slab.get().get(), "slab(…)");
    }
    Fact size = Facts.ours().fact("slab/sizeMiB");
    return Figure.stated("slab", size.bytes(), size);
  }

  Figure<Integer> columns() {
    if (columns.get().isPresent()) {
      return Figure.given("columns", columns.get().get(), "columns(…)");
    }
    Fact number = Facts.ours().fact("columns/value");
    return Figure.stated("columns", number.integer(), number);
  }
}
