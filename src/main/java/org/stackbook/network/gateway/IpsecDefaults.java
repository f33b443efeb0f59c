package org.stackbook.network.gateway;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.FactBook;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Build;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Timespan;
import org.stackbook.view.DataTable;
import org.stackbook.view.Result;

/**
 * How long a security association of IKE lasts unless a policy says otherwise, and whether a policy
 * of one's own can say it.
 *
 * <pre>{@code
 * oslo.network().ipsec().why("lifetime in time")
 * }</pre>
 *
 * <p>Source: release notes per build; IPsec/IKE policy.
 */
public final class IpsecDefaults extends Result implements OfStamp {

  private static final FactBook OURS = Facts.ours();
  private static final String ROWS = "vpnGateway/ikeLifetimes/rows";

  private final Stamp stamp;
  private final Optional<String> row;

  /** Those of the build of {@code stamp}. */
  public IpsecDefaults(Stamp stamp) {
    this.stamp = stamp;
    this.row =
        OURS.entries(ROWS).stream()
            .filter(entry -> OURS.fact(entry + "/seconds").builds().includes(stamp.build().name()))
            .findFirst();
  }

  private static boolean hasPolicy(Build build) {
    return build.isAtLeast(Build.named(OURS.fact("vpnGateway/ipsecPolicyFrom/value").text()));
  }

  private static List<String> policySkus() {
    return Facts.networking().entries("vpn/ipsecPolicy/skus").stream()
        .map(entry -> Facts.networking().fact(entry).text())
        .toList();
  }

  /**
   * @throws Refusal if the build, or the SKU, has no policies of one's own
   */
  static void checkPolicy(Build build, GatewaySku sku, String given) {
    Fact since = Facts.networking().fact("vpn/ipsecPolicy/since");
    if (!hasPolicy(build)) {
      throw Refusal.of(given, "IPsec policies of one's own are there since " + since.text())
          .source(since.citation())
          .wayOut("leave it out in build " + build)
          .asException();
    }
    if (!policySkus().contains(sku.name())) {
      throw Refusal.of(given, "the page has no policy of one's own for SKU " + sku)
          .source(since.citation())
          .wayOut("take SKU " + String.join(" or ", policySkus()))
          .asException();
    }
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return stamp;
  }

  private static Figure<Timespan> time(String entry) {
    Fact fact = OURS.fact(entry + "/seconds");
    return Figure.stated("lifetime in time", new Timespan(fact.integer()), fact);
  }

  private static Figure<Bytes> bytes(String entry) {
    Fact fact = OURS.fact(entry + "/kilobytes");
    return Figure.stated("lifetime in bytes", Bytes.in(fact.integer(), ByteUnit.KB), fact);
  }

  @Override
  public String title() {
    return "IPsec defaults in build " + stamp.build();
  }

  @Override
  public String verdict() {
    return row.map(
            entry ->
                "A security association of IKE lasts "
                    + time(entry).valueText()
                    + " or "
                    + bytes(entry).valueText()
                    + ".")
        .orElse("No text that was read states the defaults of this build.");
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of(title())
            .text("builds")
            .number("lifetime", "s", 0)
            .number("lifetime", "KB", 0)
            .text("here");
    for (String entry : OURS.entries(ROWS)) {
      table.row(
          OURS.fact(entry + "/seconds").builds(),
          OURS.fact(entry + "/seconds").integer(),
          OURS.fact(entry + "/kilobytes").integer(),
          row.filter(entry::equals).isPresent() ? "yes" : "");
    }
    table.note("The notes of 1803 label the kilobytes bytes.");
    table.note(
        "Since 1910 there are new defaults for IKEv2, which the release notes name in part.");
    table.note(
        hasPolicy(stamp.build())
            ? policySkus().stream()
                .collect(
                    Collectors.joining(
                        " and ",
                        "A policy of one's own, whole and one for each connection: SKUs ",
                        "."))
            : "Policies of one's own are there since "
                + Facts.networking().fact("vpn/ipsecPolicy/since").text()
                + ".");
    return table.build();
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>();
    row.ifPresent(entry -> figures.addAll(List.of(time(entry), bytes(entry))));
    return figures;
  }
}
