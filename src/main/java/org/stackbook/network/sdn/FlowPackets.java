package org.stackbook.network.sdn;

import java.util.List;
import java.util.Optional;
import org.stackbook.fact.Figure;
import org.stackbook.network.packet.Packet;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.view.DataTable;
import org.stackbook.view.Result;

/** All headers of the packets of a flow, as they come to each place and leave it. */
public final class FlowPackets extends Result implements OfStamp {

  private final FlowTrace trace;

  FlowPackets(FlowTrace trace) {
    this.trace = trace;
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return trace.stamp();
  }

  @Override
  public String title() {
    return "Packets of " + trace.title();
  }

  @Override
  public String verdict() {
    return trace.verdict();
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of(title())
            .text("way")
            .text("place")
            .text("")
            .number("frame", "bytes", 0)
            .text("header");
    for (Hop hop : trace.hops()) {
      rows(table, hop, "in", hop.in());
      rows(table, hop, "out", hop.out());
    }
    return table.build();
  }

  private static void rows(DataTable.Builder table, Hop hop, String side, Optional<Packet> packet) {
    if (packet.isEmpty()) {
      return;
    }
    List<String> lines = packet.get().lines();
    for (int i = 0; i < lines.size(); i++) {
      boolean first = i == 0;
      table.row(
          first ? hop.leg().toString() : "",
          first ? hop.at() : "",
          first ? side : "",
          first ? (Integer) packet.get().length() : null,
          lines.get(i));
    }
  }

  @Override
  public List<Figure<?>> figures() {
    return trace.figures();
  }
}
