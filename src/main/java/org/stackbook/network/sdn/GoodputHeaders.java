package org.stackbook.network.sdn;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.stackbook.fact.Figure;
import org.stackbook.network.address.Endpoint;
import org.stackbook.network.address.IpAddress;
import org.stackbook.network.address.MacAddress;
import org.stackbook.network.packet.Encapsulation;
import org.stackbook.network.packet.Ethernet;
import org.stackbook.network.packet.Header;
import org.stackbook.network.packet.Ipv4;
import org.stackbook.network.packet.Packet;
import org.stackbook.network.packet.Tcp;
import org.stackbook.network.packet.TcpFlag;
import org.stackbook.network.packet.Vxlan;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.view.DataTable;
import org.stackbook.view.Result;

/**
 * The headers of a segment of TCP in VXLAN, in their order on the link.
 *
 * <pre>{@code
 * var net = oslo.network(n -> n.vip("203.0.113.10", v -> v.tcp(443).pool("web", "10.0.2.4")));
 * net.goodput().headers().why("what VXLAN adds").figure().value() // → 50
 * }</pre>
 *
 * <p>Source: RFC 7348.
 */
public final class GoodputHeaders extends Result implements OfStamp {

  private final Stamp stamp;

  GoodputHeaders(Stamp stamp) {
    this.stamp = stamp;
  }

  /**
   * A header.
   *
   * @param bytes of it
   * @param inner whether it is of the frame that VXLAN carries
   * @param what header it is
   */
  private record Part(Figure<Integer> bytes, boolean inner, Header what) {}

  /** The headers of a packet that is put together as any other. */
  private static List<Part> parts() {
    IpAddress any = new IpAddress(0);
    Endpoint end = new Endpoint(any, 1);
    Ethernet link = new Ethernet(new MacAddress(0), new MacAddress(0));
    List<Part> parts = new ArrayList<>();
    boolean inner = false;
    for (Header header :
        Packet.tcp(link, end, end, TcpFlag.ACK)
            .encapsulate(link, Ipv4.of(any, any), new Vxlan(0))
            .headers()) {
      String name = (inner ? "inner " : "outer ") + header.getClass().getSimpleName();
      parts.add(
          new Part(
              Figure.given(name, header.length(), "its length without options"), inner, header));
      inner |= header instanceof Vxlan;
    }
    return parts;
  }

  private static Figure<Integer> sum(String name, List<Part> parts) {
    return Figure.derived(
        name,
        parts.stream().mapToInt(p -> p.bytes().value()).sum(),
        parts.stream().map(p -> "{" + p.bytes().name() + "}").collect(Collectors.joining(" + ")),
        parts.stream().map(Part::bytes).toArray(Figure<?>[]::new));
  }

  /** The headers of TCP and IPv4. */
  static Figure<Integer> ofSegment() {
    return sum(
        "headers of TCP and IPv4",
        parts().stream()
            .filter(p -> p.inner() && (p.what() instanceof Ipv4 || p.what() instanceof Tcp))
            .toList());
  }

  /**
   * All that the IPv4 packet of a link grows by: outer headers behind that of its frame, and that
   * of the inner frame.
   */
  private static Figure<Integer> added() {
    return sum(
        "what " + Encapsulation.VXLAN + " adds",
        parts().stream().filter(p -> p.inner() == p.what() instanceof Ethernet).toList());
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return stamp;
  }

  @Override
  public String title() {
    return "Headers of TCP in VXLAN";
  }

  @Override
  public String verdict() {
    return "VXLAN makes the IPv4 packet of a link " + added().valueText() + " bytes longer.";
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of(title())
            .text("header")
            .number("length", "bytes", 0)
            .number("so far", "bytes", 0);
    int soFar = 0;
    for (Part part : parts()) {
      soFar += part.bytes().value();
      table.row(part.bytes().name(), part.bytes(), soFar);
    }
    return table.build();
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>(List.of(added(), ofSegment()));
    parts().forEach(part -> figures.add(part.bytes()));
    return figures;
  }
}
