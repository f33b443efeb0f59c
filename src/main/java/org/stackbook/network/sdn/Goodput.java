package org.stackbook.network.sdn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.network.packet.Encapsulation;
import org.stackbook.network.packet.Mtu;
import org.stackbook.network.packet.MtuFate;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.Ratio;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;

/**
 * What share of the bits of a link is data of TCP, by the size of the segments: outside, and in
 * VXLAN between servers; and what becomes of packets that the MTU is too small for.
 *
 * <pre>{@code
 * var net = oslo.network(n -> n.vip("203.0.113.10", v -> v.tcp(443).pool("web", "10.0.2.4")));
 * net.goodput().why("goodput of 1460 bytes in VXLAN").figure().value() // → 91.9 %
 * net.goodput().mtu(1500).why("goodput of 1460 bytes in fragments").figure().value() // → 88.7 %
 * }</pre>
 *
 * <p>Source: RFC 791, RFC 7348; IEEE 802.3.
 */
public final class Goodput extends Result implements OfStamp {

  private static final int SMALLEST = 64;
  private static final int STEPS = 80;

  private final Stamp stamp;
  private final Mtu mtu;
  private final Figure<Integer> headers;
  private final Figure<Integer> usual;

  Goodput(Stamp stamp, Mtu mtu) {
    this.stamp = stamp;
    this.mtu = mtu;
    this.headers = GoodputHeaders.ofSegment();
    Fact packet = Facts.ours().fact("sdn/loadPacket/value");
    this.usual = Figure.stated("full packet of a VM", packet.integer(), packet);
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return stamp;
  }

  /**
   * The same on links of another MTU.
   *
   * @param bytes of the largest IPv4 packet, 68 to 65,535
   * @throws Refusal if it is out of its range
   */
  public Goodput mtu(int bytes) {
    return new Goodput(stamp, Mtu.of(bytes));
  }

  /** The headers of a segment in VXLAN, one by one. */
  public GoodputHeaders headers() {
    return new GoodputHeaders(stamp);
  }

  /** The sizes that are shown: powers of two, and the largest that fit somewhere. */
  private List<Integer> segments() {
    TreeSet<Integer> sizes = new TreeSet<>();
    int most = Encapsulation.NONE.largestSegment(Math.max(mtu.bytes(), usual.value()));
    for (int size = SMALLEST; size < most; size *= 2) {
      sizes.add(size);
    }
    sizes.add(Encapsulation.NONE.largestSegment(usual.value()));
    for (Encapsulation how : List.of(Encapsulation.NONE, Encapsulation.VXLAN)) {
      sizes.add(how.largestSegment(mtu.bytes()));
    }
    return sizes.stream().filter(size -> size > 0).toList();
  }

  private static Figure<Integer> data(int segment) {
    return Figure.given("data", segment, "size of the segment");
  }

  private Figure<Integer> packet(int segment) {
    Figure<Integer> data = data(segment);
    return Figure.derived(
        "packet",
        segment + headers.value(),
        "{" + data.name() + "} + {" + headers.name() + "}",
        data,
        headers);
  }

  private Figure<Ratio> goodput(int segment, Encapsulation how) {
    return share(
        "goodput of " + segment + " bytes" + (how == Encapsulation.NONE ? "" : " in " + how),
        segment,
        how.onLink(packet(segment)));
  }

  private static Figure<Ratio> share(String name, int segment, Figure<Integer> taken) {
    Figure<Integer> data = data(segment);
    return Figure.derived(
        name,
        Ratio.of((double) segment / taken.value()),
        "{" + data.name() + "} ÷ {" + taken.name() + "}",
        data,
        taken);
  }

  private MtuFate fate(int segment, Encapsulation how) {
    return mtu.fate(how.ipLength(segment), true);
  }

  /** The goodput in fragments of the outer packet, where it is too long and may be fragmented. */
  private Optional<Figure<Ratio>> fragmented(int segment) {
    if (mtu.fate(Encapsulation.VXLAN.ipLength(segment), false) != MtuFate.FRAGMENTED) {
      return Optional.empty();
    }
    return Optional.of(
        share(
            "goodput of " + segment + " bytes in fragments",
            segment,
            Encapsulation.VXLAN.onLinkInFragments(packet(segment), mtu)));
  }

  @Override
  public String title() {
    return "Goodput of TCP at an MTU of " + mtu.figure().valueText() + " bytes";
  }

  @Override
  public String verdict() {
    int full = Encapsulation.NONE.largestSegment(usual.value());
    String shares =
        full
            + " bytes of data have "
            + goodput(full, Encapsulation.NONE).valueText()
            + " of a link, and "
            + goodput(full, Encapsulation.VXLAN).valueText()
            + " in VXLAN";
    return shares
        + fragmented(full)
            .map(
                less ->
                    ", where the MTU is too small for them: they are dropped, or go in fragments"
                        + " and have "
                        + less.valueText()
                        + ".")
            .orElse(", where they fit.");
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of(title())
            .number("data", "bytes", 0)
            .number("packet", "bytes", 0)
            .number("on a link", "bytes", 0)
            .number("goodput", "%", 1)
            .text("at the MTU")
            .number("in VXLAN", "bytes", 0)
            .number("goodput in VXLAN", "%", 1)
            .text("in VXLAN at the MTU")
            .number("goodput in fragments", "%", 1);
    for (int segment : segments()) {
      Figure<Integer> packet = packet(segment);
      table.row(
          segment,
          packet,
          Encapsulation.NONE.onLink(packet),
          NetworkLoad.inPercent(goodput(segment, Encapsulation.NONE)),
          fate(segment, Encapsulation.NONE).word(),
          Encapsulation.VXLAN.onLink(packet),
          NetworkLoad.inPercent(goodput(segment, Encapsulation.VXLAN)),
          fate(segment, Encapsulation.VXLAN).word(),
          fragmented(segment).map(NetworkLoad::inPercent).orElse(null));
    }
    for (MtuFate fate : List.of(MtuFate.FITS, MtuFate.DROPPED)) {
      table.note(fate.word() + ": " + fate.definition() + ".");
    }
    table.note("Fragments are of the outer packet, where it may be fragmented.");
    return table.build();
  }

  @Override
  public Optional<Picture> picture() {
    int most = Encapsulation.NONE.largestSegment(Math.max(mtu.bytes(), usual.value()));
    List<Integer> sizes =
        IntStream.rangeClosed(0, STEPS)
            .map(i -> Math.max(1, i * most / STEPS))
            .distinct()
            .boxed()
            .toList();
    List<Picture.Line> lines = new ArrayList<>();
    lines.add(
        line(
            "plain",
            sizes.stream().filter(s -> fate(s, Encapsulation.NONE) == MtuFate.FITS).toList(),
            s -> goodput(s, Encapsulation.NONE)));
    lines.add(
        line(
            "in VXLAN",
            sizes.stream().filter(s -> fate(s, Encapsulation.VXLAN) == MtuFate.FITS).toList(),
            s -> goodput(s, Encapsulation.VXLAN)));
    List<Integer> tooLong = sizes.stream().filter(s -> fragmented(s).isPresent()).toList();
    lines.add(line("in VXLAN, in fragments", tooLong, s -> fragmented(s).orElseThrow()));
    lines.removeIf(line -> line.xs().isEmpty());
    return Optional.of(
        new Picture.Lines(title(), verdict(), "data of a segment (bytes)", "goodput (%)", lines));
  }

  private static Picture.Line line(
      String name, List<Integer> sizes, IntFunction<Figure<Ratio>> goodput) {
    return new Picture.Line(
        name,
        sizes.stream().map(Integer::doubleValue).toList(),
        sizes.stream().map(s -> goodput.apply(s).value().value() * NetworkLoad.PERCENT).toList(),
        name.endsWith("fragments") ? Picture.Role.WARNING : Picture.Role.PLAIN);
  }

  private Figure<Integer> largest(Encapsulation how) {
    Figure<Integer> fits = mtu.figure();
    int added = how.overhead();
    return Figure.derived(
        "largest segment" + (how == Encapsulation.NONE ? "" : " in " + how),
        how.largestSegment(fits.value()),
        "{" + fits.name() + "} − {" + headers.name() + "}" + (added == 0 ? "" : " − " + added),
        fits,
        headers);
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>();
    for (int segment : segments()) {
      figures.add(goodput(segment, Encapsulation.NONE));
      figures.add(goodput(segment, Encapsulation.VXLAN));
      fragmented(segment).ifPresent(figures::add);
    }
    figures.add(largest(Encapsulation.NONE));
    figures.add(largest(Encapsulation.VXLAN));
    figures.add(mtu.figure());
    figures.add(headers);
    figures.add(usual);
    return figures;
  }
}
