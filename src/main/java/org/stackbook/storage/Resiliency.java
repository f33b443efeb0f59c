package org.stackbook.storage;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.FactBook;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;

/**
 * How a volume of Storage Spaces Direct keeps its data safe. Azure Stack uses three-way mirror for
 * all of its volumes; the others are here to compare with.
 *
 * <pre>{@code
 * Resiliency.THREE_WAY_MIRROR.footprint(tb(12), 4, false).value() // → 36 TB
 * Resiliency.DUAL_PARITY.efficiency(7, false).value() // → 66.7 %
 * }</pre>
 *
 * <p>Source: Fault tolerance and storage efficiency in Storage Spaces Direct; Nested resiliency for
 * Storage Spaces Direct.
 */
public enum Resiliency {
  /** Two copies in two servers; one failure is survived. */
  TWO_WAY_MIRROR,
  /** Three copies in three servers; two failures are survived. */
  THREE_WAY_MIRROR,
  /** Data with two parity symbols; two failures are survived. */
  DUAL_PARITY,
  /**
   * Four copies in exactly two servers; two drives, or a server and a drive of the other, may fail.
   */
  NESTED_TWO_WAY_MIRROR;

  private static final String TYPES = "resiliency/types";

  /** The name that the pages use: {@code three-way mirror}. */
  public String title() {
    return id().replace("-mirror", " mirror")
        .replace("dual-parity", "dual parity")
        .replace("nested-", "nested ");
  }

  private String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private String path() {
    return book().entryWith(TYPES, "id", id());
  }

  private static FactBook book() {
    return Facts.storage();
  }

  /** Whether it keeps whole copies. */
  public boolean isMirror() {
    return book().has(path() + "/copies");
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
    Fact fact = book().fact(path() + "/copies");
    return Figure.stated("copies", fact.integer(), fact);
  }

  /**
   * The layout of parity, such as {@code RS 4+2} or {@code LRC (8, 2, 1)}; for mirrors their title.
   *
   * @param faultDomains servers of the pool
   * @param allFlash whether the capacity drives are flash
   * @throws Refusal if there are too few servers, or more than the pages tell of
   */
  public String layout(int faultDomains, boolean allFlash) {
    requireServers(faultDomains);
    return isMirror() ? title() : book().fact(parityRow(faultDomains, allFlash) + "/layout").text();
  }

  /**
   * What share of the pool capacity that a volume takes is its size.
   *
   * @param faultDomains servers of the pool
   * @param allFlash whether the capacity drives are flash; parity is wider there
   * @throws Refusal if there are too few servers, or more than the pages tell of
   */
  public Figure<Ratio> efficiency(int faultDomains, boolean allFlash) {
    requireServers(faultDomains);
    if (isMirror()) {
      Figure<Integer> copies = copies();
      return Figure.derived("efficiency", Ratio.of(1.0 / copies.value()), "1 ÷ {copies}", copies);
    }
    Figure<Integer> data = symbol(faultDomains, allFlash, "data");
    Figure<Integer> symbols = symbol(faultDomains, allFlash, "symbols");
    return Figure.derived(
        "efficiency",
        Ratio.of((double) data.value() / symbols.value()),
        "{data} ÷ {symbols}",
        data,
        symbols);
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
    requireServers(faultDomains);
    Figure<Bytes> volume = Figure.given("size", size, "size of the volume");
    if (isMirror()) {
      Figure<Integer> copies = copies();
      return Figure.derived(
          "footprint", size.times(copies.value()), "{size} × {copies}", volume, copies);
    }
    Figure<Integer> data = symbol(faultDomains, allFlash, "data");
    Figure<Integer> symbols = symbol(faultDomains, allFlash, "symbols");
    Bytes taken =
        Bytes.of(
            -Math.floorDiv(
                Math.multiplyExact(-size.count(), (long) symbols.value()), (long) data.value()),
            size.unit());
    return Figure.derived("footprint", taken, "{size} × {symbols} ÷ {data}", volume, symbols, data);
  }

  private Figure<Integer> symbol(int faultDomains, boolean allFlash, String key) {
    Fact fact = book().fact(parityRow(faultDomains, allFlash) + "/" + key);
    return Figure.stated(key, fact.integer(), fact);
  }

  private static String parityRow(int faultDomains, boolean allFlash) {
    String table = allFlash ? "resiliency/dualParityAllFlash" : "resiliency/dualParityHybrid";
    return book().entryWith(table, "faultDomains", String.valueOf(faultDomains));
  }

  private void requireServers(int faultDomains) {
    String exact = path() + "/servers";
    Fact fewest = book().fact(book().has(exact) ? exact : path() + "/minServers");
    Fact most = book().fact("pool/servers/max");
    boolean isExact = book().has(exact);
    if (faultDomains < fewest.integer() || faultDomains > (isExact ? fewest : most).integer()) {
      List<String> others =
          Arrays.stream(values())
              .filter(r -> r != this)
              .filter(r -> r.allows(faultDomains))
              .map(Resiliency::title)
              .toList();
      throw Refusal.of(
              title() + " over " + faultDomains + " servers",
              isExact
                  ? "it needs exactly " + fewest.integer() + " servers"
                  : "it needs " + fewest.integer() + " to " + most.integer() + " servers")
          .source(fewest.citation())
          .wayOut(others.isEmpty() ? "another number of servers" : String.join(" or ", others))
          .asException();
    }
  }

  private boolean allows(int faultDomains) {
    String exact = path() + "/servers";
    if (book().has(exact)) {
      return faultDomains == book().fact(exact).integer();
    }
    return faultDomains >= book().fact(path() + "/minServers").integer()
        && faultDomains <= book().fact("pool/servers/max").integer();
  }

  /**
   * Efficiency of nested mirror-accelerated parity: mirror between the two servers, mirror and
   * parity inside each.
   *
   * @param capacityDrives capacity drives of each server, 4 or more
   * @param mirror the share of the volume that is mirror, 0 to 1
   */
  public static Figure<Ratio> nestedMirrorAcceleratedParityEfficiency(
      int capacityDrives, Ratio mirror) {
    FactBook ours = Facts.ours();
    Fact widest = ours.fact("nestedParity/widestGroup");
    Fact innerMirror = ours.fact("nestedParity/innerMirrorEfficiencyPct");
    int drives = Math.min(capacityDrives, widest.integer());
    double parity = (drives - 1.0) / drives;
    double value =
        1 / (2 * (mirror.value() / innerMirror.ratio().value() + (1 - mirror.value()) / parity));
    return Figure.derived(
            "efficiency",
            Ratio.of(value),
            "1 ÷ (2 × ({mirror} ÷ {inner mirror} + (1 − {mirror}) ÷ (({drives} − 1) ÷ {drives})))",
            Figure.given("mirror", mirror, "share of the volume that is mirror"),
            Figure.stated("inner mirror", innerMirror.ratio(), innerMirror),
            Figure.given(
                "drives", drives, "capacity drives per server, at most " + widest.integer()))
        .by(
            widest,
            book()
                .fact(
                    book().entryWith(TYPES, "id", "nested-mirror-accelerated-parity")
                        + "/formula"));
  }
}
