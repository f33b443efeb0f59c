package org.stackbook.network.packet;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import org.stackbook.view.DataTable;
import org.stackbook.view.Result;
import org.stackbook.view.WholeFile;
import org.stackbook.word.FileNames;
import org.stackbook.word.Takes;

/**
 * Packets as they passed some places, in the order of their times. It shows itself as the list that
 * Wireshark would show, and {@link #pcap} writes the file for it.
 *
 * <pre>{@code
 * var link = new Ethernet(MacAddress.parse("00-1D-D8-B7-1C-00"), MacAddress.parse("00-1D-D8-B7-1C-01"));
 * var ping = Packet.ping(link, IpAddress.parse("10.0.2.4"), IpAddress.parse("10.0.2.5"), 1, 1);
 * var capture = Capture.of(List.of(new CapturedPacket(0, "web-1", ping, "leaves the VM")));
 * capture.pcap("ping.pcapng").verdict() // → 1 packet at 1 place, 42 bytes.
 * }</pre>
 */
public final class Capture extends Result {

  private static final double NANOS_PER_MICRO = 1e3;

  private final List<CapturedPacket> packets;

  private Capture(List<CapturedPacket> packets) {
    this.packets = packets;
  }

  /** A capture of some packets; those of one time stay in their order. */
  public static Capture of(List<CapturedPacket> packets) {
    List<CapturedPacket> sorted = new ArrayList<>(packets);
    sorted.sort(Comparator.comparingLong(CapturedPacket::nanos));
    return new Capture(List.copyOf(sorted));
  }

  /** The packets, the earliest first. */
  public List<CapturedPacket> packets() {
    return packets;
  }

  /** The names of the places, in the order in which packets came by. */
  public List<String> points() {
    Set<String> names = new LinkedHashSet<>();
    packets.forEach(packet -> names.add(packet.point()));
    return List.copyOf(names);
  }

  /** The file that {@link #pcap} writes: pcapng, times in nanoseconds. */
  public byte[] bytes() {
    return PcapngWriter.bytes(packets);
  }

  /**
   * Writes the packets as pcapng for Wireshark, whole or not at all: real bytes with all checksums,
   * an interface for each place, the comments, times in nanoseconds. The capture begins at the
   * beginning of 1970, because a model has no date.
   *
   * @param file a new file, or one to replace
   * @return this capture
   * @throws Refusal if the file cannot be written
   */
  public Capture pcap(Path file) {
    WholeFile.write("pcap", file, bytes());
    return this;
  }

  /**
   * Writes the packets as pcapng for Wireshark, whole or not at all.
   *
   * @param file its path; relative ones begin in the current directory
   * @return this capture
   * @throws Refusal if the file cannot be written
   */
  public Capture pcap(@Takes(FileNames.class) String file) {
    return pcap(Path.of(file));
  }

  private long headerBytes() {
    return packets.stream().mapToLong(p -> p.packet().length()).sum() - payloadBytes();
  }

  private long payloadBytes() {
    return packets.stream().mapToLong(p -> p.packet().payload().length()).sum();
  }

  @Override
  public String title() {
    return "Capture";
  }

  @Override
  public String verdict() {
    return String.format(
        Locale.ROOT,
        "%s at %s, %,d bytes.",
        counted(packets.size(), "packet"),
        counted(points().size(), "place"),
        headerBytes() + payloadBytes());
  }

  private static String counted(int count, String what) {
    return String.format(Locale.ROOT, "%,d %s", count, count == 1 ? what : what + "s");
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of("Packets")
            .count("no.")
            .number("time", "µs", 3)
            .text("place")
            .text("source")
            .text("destination")
            .text("network")
            .number("length", "B", 0)
            .text("info")
            .text("comment");
    int number = 0;
    for (CapturedPacket captured : packets) {
      Packet packet = captured.packet();
      number++;
      table.row(
          number,
          captured.nanos() / NANOS_PER_MICRO,
          captured.point(),
          packet.ipv4().source().toString(),
          packet.ipv4().destination().toString(),
          packet.vxlan().map(v -> "VNI " + v.vni()).orElse(""),
          packet.length(),
          packet.innermost().protocol() + " " + packet.info(),
          captured.comment());
    }
    return table
        .note(
            "Source and destination are those of the outermost IPv4 header; info is of the packet"
                + " within.")
        .build();
  }

  @Override
  public List<Figure<?>> figures() {
    Figure<Long> headers = Figure.given("bytes of headers", headerBytes(), "the captured packets");
    Figure<Long> data = Figure.given("bytes of data", payloadBytes(), "the captured packets");
    return List.of(
        Figure.given("packets", packets.size(), "the captured packets"),
        headers,
        data,
        Figure.derived(
            "bytes",
            headers.value() + data.value(),
            "{bytes of headers} + {bytes of data}",
            headers,
            data));
  }
}
