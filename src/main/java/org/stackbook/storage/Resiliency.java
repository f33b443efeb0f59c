package org.stackbook.storage;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.FactBook;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Build;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;

/**
 * How a volume of Storage Spaces Direct keeps its data safe. Azure Stack uses three-way mirror for
 * all of its volumes; the others are here to compare with.
 *
 * <pre>{@code
 * Resiliency.THREE_WAY_MIRROR.footprint(tb(12), 4, false).value() // → 36 TB
 * Resiliency.DUAL_PARITY.efficiency(7, false).value() // → 66.7 %
 * Resiliency.DUAL_PARITY.tolerates().value() // → 2
 * Resiliency.NESTED_TWO_WAY_MIRROR.since() // → Optional[Windows Server 2019]
 * }</pre>
 *
 * <p>Source: Fault tolerance and storage efficiency in Storage Spaces Direct; Nested resiliency for
 * Storage Spaces Direct.
 */
public enum Resiliency {
  /** Two copies in two servers; one failure is survived. */
  TWO_WAY_MIRROR(Encoding.COPIES),
  /** Three copies in three servers; two failures are survived. */
  THREE_WAY_MIRROR(Encoding.COPIES),
  /** Data with one parity symbol; one failure is survived. The pages discourage it. */
  SINGLE_PARITY(Encoding.SINGLE_PARITY),
  /** Data with two parity symbols; two failures are survived. */
  DUAL_PARITY(Encoding.DUAL_PARITY),
  /** Part three-way mirror, part dual parity; two failures are survived. */
  MIRROR_ACCELERATED_PARITY(Encoding.ACCELERATED),
  /**
   * Four copies in exactly two servers; two drives, or a server and a drive of the other, may fail.
   */
  NESTED_TWO_WAY_MIRROR(Encoding.COPIES),
  /**
   * Part nested two-way mirror, part parity inside each of exactly two servers; two drives, or a
   * server and a drive of the other, may fail.
   */
  NESTED_MIRROR_ACCELERATED_PARITY(Encoding.NESTED);

  private static final String TYPES = "resiliency/types";

  private final Encoding encoding;

  Resiliency(Encoding encoding) {
    this.encoding = encoding;
  }

  /** The name that the pages use: {@code three-way mirror}. */
  public String title() {
    return id().replace("way-mirror", "way mirror")
        .replace("-parity", " parity")
        .replace("nested-", "nested ");
  }

  private String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private String path() {
    return book().entryWith(TYPES, "id", id());
  }

  /** What the pages state of this type under {@code key}. */
  Fact fact(String key) {
    return book().fact(path() + "/" + key);
  }

  private boolean states(String key) {
    return book().has(path() + "/" + key);
  }

  private static FactBook book() {
    return Facts.storage();
  }

  /** Whether it keeps whole copies. */
  public boolean isMirror() {
    return states("copies");
  }

  /**
   * How many copies it keeps.
   *
   * @throws Refusal if it is no mirror
   */
  public Figure<Integer> copies() {
    if (!isMirror()) {
      throw Refusal.of(title(), "keeps symbols, not copies")
          .wayOut("ask for its efficiency")
          .asException();
    }
    Fact fact = fact("copies");
    return Figure.stated("copies", fact.integer(), fact);
  }

  /** The fewest servers that it needs; where it needs an exact number, that. */
  public Figure<Integer> servers() {
    Fact fact = fact(needsExactServers() ? "servers" : "minServers");
    return Figure.stated("servers", fact.integer(), fact);
  }

  /** Whether it needs exactly {@link #servers}, no more. */
  public boolean needsExactServers() {
    return states("servers");
  }

  /** How many servers or drives may fail at a time. */
  public Figure<Integer> tolerates() {
    Fact fact = fact("failuresTolerated");
    return Figure.stated("failures tolerated", fact.integer(), fact);
  }

  /** The first release of Windows Server that has it, if it is not as old as Azure Stack. */
  public Optional<String> since() {
    return states("since") ? Optional.of(fact("since").text()) : Optional.empty();
  }

  /** Whether the host of a build has it. */
  public boolean isIn(Build build) {
    return since().map(build::hostsAtLeast).orElse(true);
  }

  /** Whether Azure Stack makes volumes of it. */
  public boolean isUsedByAzureStack() {
    return azureStackRule().text().equals(title());
  }

  static Fact azureStackRule() {
    return book().fact("resiliency/azureStack/allVolumes");
  }

  /**
   * How a volume that is made now is laid out. Types with a part that is mirror take the
   * recommended share.
   *
   * @param pool whose volume it is
   * @throws Refusal if there are too few servers, or more than the pages tell of
   */
  public VolumeLayout over(PoolShape pool) {
    requireServers(pool.servers());
    Fact share = Facts.ours().fact("mirrorAcceleratedParity/mirrorSharePct");
    return encoding.over(this, pool, Figure.stated("mirror", share.ratio(), share));
  }

  /**
   * How a volume that is made now is laid out, for types that are part mirror and part parity.
   *
   * @param pool whose volume it is
   * @param mirror the share of the volume that is mirror, more than 0 and less than 100 %
   * @throws Refusal if there are too few servers, or more than the pages tell of; if the type has
   *     no such parts, or the share leaves one of them out
   */
  public VolumeLayout over(PoolShape pool, Ratio mirror) {
    requireServers(pool.servers());
    VolumeLayout layout =
        encoding.over(
            this, pool, Figure.given("mirror", mirror, "share of the volume that is mirror"));
    String given = title() + " with " + mirror + " mirror";
    if (!(layout instanceof TieredLayout)) {
      throw Refusal.of(given, title() + " has no part that is mirror beside one that is parity")
          .wayOut("leave the share out, or take mirror-accelerated parity")
          .asException();
    }
    if (mirror.value() <= 0 || mirror.value() >= 1) {
      throw Refusal.of(given, "more than 0 % and less than 100 % of the volume are mirror")
          .source(fact("failuresTolerated").citation())
          .wayOut("say pct(20), or take a type that is all mirror or all parity")
          .asException();
    }
    return layout;
  }

  /**
   * The layout that a volume has after servers were added: the one it was made with, because what
   * is there is not encoded anew.
   *
   * <pre>{@code
   * DUAL_PARITY.layoutAfterGrowth(6, 7, false).value() // → RS 2+2
   * DUAL_PARITY.layout(7, false) // → RS 4+2
   * }</pre>
   *
   * <p>Source: Adding servers or drives.
   *
   * @param before servers of the pool when the volume was made
   * @param now servers of the pool now, no fewer
   * @param allFlash whether the capacity drives are flash
   * @throws Refusal if the type does not go with these numbers of servers, or there are fewer now
   */
  public Figure<String> layoutAfterGrowth(int before, int now, boolean allFlash) {
    if (now < before) {
      throw Refusal.of("from " + before + " to " + now + " servers", "that is not growth")
          .wayOut("name the servers before, then those after")
          .asException();
    }
    String made = layout(before, allFlash);
    requireServers(now);
    return Figure.derived(
            "layout",
            made,
            "{layout when it was made}, with {servers} servers, too",
            Figure.given("layout when it was made", made, before + " servers"),
            Figure.given("servers", now, "servers of the pool now"))
        .by(
            book()
                .fact(
                    isMirror()
                        ? "resiliency/twoWayToThreeWayInPlace/value"
                        : "resiliency/encodingFixedAtCreation/value"));
  }

  /**
   * The layout of parity, such as {@code RS 4+2} or {@code LRC (8, 2, 1)}; for mirrors their title.
   *
   * @param faultDomains servers of the pool
   * @param allFlash whether the capacity drives are flash
   * @throws Refusal if there are too few servers, or more than the pages tell of
   */
  public String layout(int faultDomains, boolean allFlash) {
    return over(PoolShape.of(faultDomains, allFlash)).text();
  }

  /**
   * What share of the pool capacity that a volume takes is its size.
   *
   * @param faultDomains servers of the pool
   * @param allFlash whether the capacity drives are flash; parity is wider there
   * @throws Refusal if there are too few servers, or more than the pages tell of
   */
  public Figure<Ratio> efficiency(int faultDomains, boolean allFlash) {
    return over(PoolShape.of(faultDomains, allFlash)).efficiency();
  }

  /**
   * What a volume takes from the pool.
   *
   * @param size of the volume
   * @param faultDomains servers of the pool
   * @param allFlash whether the capacity drives are flash
   * @throws Refusal if there are too few servers, or more than the pages tell of
   */
  public Figure<Bytes> footprint(Bytes size, int faultDomains, boolean allFlash) {
    return over(PoolShape.of(faultDomains, allFlash)).footprint(size);
  }

  private void requireServers(int faultDomains) {
    if (!allows(faultDomains)) {
      List<String> others =
          Arrays.stream(values())
              .filter(r -> r.allows(faultDomains))
              .map(Resiliency::title)
              .toList();
      throw Refusal.of(
              title() + " over " + faultDomains + " servers", "it needs " + wantedServers())
          .source(servers().rules().get(0).citation())
          .wayOut(others.isEmpty() ? "another number of servers" : String.join(" or ", others))
          .asException();
    }
  }

  /** {@code exactly 2 servers} or {@code 4 to 16 servers}. */
  String wantedServers() {
    int fewest = servers().value();
    return needsExactServers()
        ? "exactly " + fewest + " servers"
        : fewest + " to " + mostServers() + " servers";
  }

  private int mostServers() {
    return needsExactServers() ? servers().value() : book().fact("pool/servers/max").integer();
  }

  boolean allows(int faultDomains) {
    return faultDomains >= servers().value() && faultDomains <= mostServers();
  }

  /**
   * How large the mirror of a mirror-accelerated parity volume should be, so that what is written
   * in a day finds room in it: from the first of these to the second.
   *
   * <p>Source: Plan volumes in Storage Spaces Direct.
   *
   * @param dailyIngest what is written in a day, 0 or more
   */
  public static List<Figure<Bytes>> mirrorPortion(Bytes dailyIngest) {
    Figure<Bytes> ingest = Figure.given("daily ingest", dailyIngest, "mirrorPortion(…)");
    return Stream.of("least", "most")
        .map(
            end -> {
              Fact fact = Facts.ours().fact("mirrorAcceleratedParity/dailyIngest/" + end);
              Figure<Double> multiple = Figure.stated(end + " multiple", fact.number(), fact);
              return Figure.derived(
                  end + " mirror",
                  dailyIngest.times(Ratio.of(fact.number())),
                  "{daily ingest} × {" + multiple.name() + "}",
                  ingest,
                  multiple);
            })
        .toList();
  }
}
