package org.stackbook.network.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.stackbook.network.address.IpAddress;
import org.stackbook.network.address.MacAddress;
import org.stackbook.network.address.Protocol;

/** Wireshark's own decoder, asked for what it reads in a capture. */
public final class Tshark {

  private static final String GOOD = "1";
  private static final String NOT_PRESENT = "3";

  /** What a redirect quotes has no data: where there was some, nothing can be verified. */
  private static final String UNVERIFIED = "2";

  /** Of the levels of Wireshark's remarks: what is worse than a warning. */
  private static final long ERROR = 0x00800000;

  /** What tshark is asked for, with what it should say; of several headers joined by "; ". */
  private static final Map<String, Function<CapturedPacket, String>> FIELDS = fields();

  private Tshark() {}

  /** Skips the tests of a class where there is none. */
  public static void assumeInstalled() {
    assumeTrue(
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .anyMatch(directory -> Files.isExecutable(Path.of(directory, "tshark"))),
        "tshark is not installed; Debian's package of this name has it");
  }

  private static Map<String, Function<CapturedPacket, String>> fields() {
    Map<String, Function<CapturedPacket, String>> fields = new LinkedHashMap<>();
    fields.put("frame.interface_name", CapturedPacket::point);
    fields.put("frame.comment", CapturedPacket::comment);
    fields.put(
        "frame.time_epoch",
        p ->
            String.format(
                Locale.ROOT, "%d.%09d", p.nanos() / 1_000_000_000, p.nanos() % 1_000_000_000));
    fields.put("frame.len", p -> String.valueOf(p.packet().length()));
    fields.put("eth.src", each(Ethernet.class, e -> mac(e.source())));
    fields.put("eth.dst", each(Ethernet.class, e -> mac(e.destination())));
    fields.put("ip.src", each(Ipv4.class, ip -> ip.source().toString()));
    fields.put("ip.dst", each(Ipv4.class, ip -> ip.destination().toString()));
    fields.put("ip.ttl", each(Ipv4.class, ip -> String.valueOf(ip.timeToLive())));
    fields.put("ip.id", each(Ipv4.class, ip -> hex(ip.identification())));
    fields.put("ip.flags.df", each(Ipv4.class, ip -> ip.dontFragment() ? "1" : "0"));
    fields.put("ip.len", Tshark::ipLengths);
    fields.put("ip.checksum.status", each(Ipv4.class, ip -> GOOD));
    fields.put(
        "udp.srcport",
        alsoQuoted(
            each(Udp.class, udp -> String.valueOf(udp.sourcePort())),
            Protocol.UDP,
            bytes -> String.valueOf(bytes.getShort(0) & 0xffff)));
    fields.put(
        "udp.dstport",
        alsoQuoted(
            each(Udp.class, udp -> String.valueOf(udp.destinationPort())),
            Protocol.UDP,
            bytes -> String.valueOf(bytes.getShort(2) & 0xffff)));
    fields.put(
        "udp.checksum.status",
        alsoQuoted(
            each(Udp.class, udp -> udp.destinationPort() == 4789 ? NOT_PRESENT : GOOD),
            Protocol.UDP,
            bytes -> bytes.getShort(4) == Udp.LENGTH ? GOOD : UNVERIFIED));
    fields.put("vxlan.vni", each(Vxlan.class, vxlan -> String.valueOf(vxlan.vni())));
    fields.put("vxlan.flags", each(Vxlan.class, vxlan -> "0x0800"));
    fields.put(
        "tcp.srcport",
        alsoQuoted(
            each(Tcp.class, tcp -> String.valueOf(tcp.sourcePort())),
            Protocol.TCP,
            bytes -> String.valueOf(bytes.getShort(0) & 0xffff)));
    fields.put(
        "tcp.dstport",
        alsoQuoted(
            each(Tcp.class, tcp -> String.valueOf(tcp.destinationPort())),
            Protocol.TCP,
            bytes -> String.valueOf(bytes.getShort(2) & 0xffff)));
    fields.put(
        "tcp.seq",
        alsoQuoted(
            each(Tcp.class, tcp -> String.valueOf(tcp.sequence())),
            Protocol.TCP,
            bytes -> String.valueOf(bytes.getInt(4) & 0xffffffffL)));
    fields.put("tcp.ack", each(Tcp.class, tcp -> String.valueOf(tcp.acknowledgment())));
    fields.put("tcp.window_size_value", each(Tcp.class, tcp -> String.valueOf(tcp.window())));
    fields.put("tcp.flags", each(Tcp.class, tcp -> hex(wiresharkFlags(tcp))));
    fields.put(
        "tcp.options.mss_val",
        each(Tcp.class, tcp -> tcp.mss() > 0 ? String.valueOf(tcp.mss()) : ""));
    fields.put("tcp.checksum.status", each(Tcp.class, tcp -> GOOD));
    fields.put(
        "tcp.len", p -> ofKind(p, Tcp.class) ? String.valueOf(p.packet().payload().length()) : "");
    fields.put("tcp.payload", Tshark::tcpPayload);
    fields.put("udp.payload", Tshark::udpPayloads);
    fields.put(
        "icmp.type",
        p ->
            ofKind(p, IcmpRedirect.class)
                ? "5"
                : each(Icmp.class, icmp -> icmp.isReply() ? "0" : "8").apply(p));
    fields.put("icmp.redir_gw", each(IcmpRedirect.class, r -> r.gateway().toString()));
    fields.put("icmp.ident", each(Icmp.class, icmp -> String.valueOf(icmp.identifier())));
    fields.put("icmp.seq", each(Icmp.class, icmp -> String.valueOf(icmp.sequence())));
    fields.put(
        "icmp.checksum.status",
        p -> ofKind(p, Icmp.class) || ofKind(p, IcmpRedirect.class) ? GOOD : "");
    return fields;
  }

  private static <H extends Header> Function<CapturedPacket, String> each(
      Class<H> kind, Function<H, String> field) {
    return captured ->
        headers(captured).stream()
            .filter(kind::isInstance)
            .map(kind::cast)
            .map(field)
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(";"));
  }

  /** Those of the packet, and behind a redirect what it quotes of IPv4. */
  private static List<Header> headers(CapturedPacket captured) {
    List<Header> headers = new ArrayList<>(captured.packet().headers());
    if (headers.get(headers.size() - 1) instanceof IcmpRedirect) {
      ByteBuffer quoted = ByteBuffer.wrap(captured.packet().payload().bytes());
      headers.add(
          new Ipv4(
              new IpAddress(quoted.getInt(12)),
              new IpAddress(quoted.getInt(16)),
              quoted.getShort(4) & 0xffff,
              (quoted.getShort(6) & 0x4000) != 0,
              quoted.get(8) & 0xff));
    }
    return headers;
  }

  /** A number in the bytes that a redirect quotes of TCP or UDP, if it is of this protocol. */
  private static Optional<ByteBuffer> quoted(CapturedPacket captured, Protocol protocol) {
    ByteBuffer bytes = ByteBuffer.wrap(captured.packet().payload().bytes());
    return ofKind(captured, IcmpRedirect.class) && bytes.get(9) == protocol.number()
        ? Optional.of(bytes.slice(20, 8))
        : Optional.empty();
  }

  private static Function<CapturedPacket, String> alsoQuoted(
      Function<CapturedPacket, String> own, Protocol protocol, Function<ByteBuffer, String> field) {
    return captured ->
        Stream.concat(
                Stream.of(own.apply(captured)).filter(text -> !text.isEmpty()),
                quoted(captured, protocol).map(field).stream())
            .collect(Collectors.joining(";"));
  }

  private static boolean ofKind(CapturedPacket captured, Class<? extends Header> last) {
    List<Header> headers = captured.packet().headers();
    return last.isInstance(headers.get(headers.size() - 1));
  }

  private static String payload(CapturedPacket captured) {
    return HexFormat.of().formatHex(captured.packet().payload().bytes());
  }

  /** The data of a reset, Wireshark takes for its reason and does not tell. */
  private static String tcpPayload(CapturedPacket captured) {
    return captured.packet().innermost().tcp().filter(tcp -> !tcp.has(TcpFlag.RST)).isPresent()
        ? payload(captured)
        : "";
  }

  private static String udpPayloads(CapturedPacket captured) {
    List<String> all = new ArrayList<>();
    Packet packet = captured.packet();
    for (; packet.isTunnelled(); packet = packet.decapsulate()) {
      byte[] frame = packet.bytes();
      all.add(HexFormat.of().formatHex(Arrays.copyOfRange(frame, 42, frame.length)));
    }
    if (ofKind(captured, Udp.class) && packet.payload().length() > 0) {
      all.add(payload(captured));
    }
    return String.join(";", all);
  }

  private static String ipLengths(CapturedPacket captured) {
    List<String> lengths = new ArrayList<>();
    Packet packet = captured.packet();
    for (; packet.isTunnelled(); packet = packet.decapsulate()) {
      lengths.add(String.valueOf(packet.ipLength()));
    }
    lengths.add(String.valueOf(packet.ipLength()));
    if (ofKind(captured, IcmpRedirect.class)) {
      lengths.add(String.valueOf(ByteBuffer.wrap(packet.payload().bytes()).getShort(2)));
    }
    return String.join(";", lengths);
  }

  private static int wiresharkFlags(Tcp tcp) {
    Map<TcpFlag, Integer> bits =
        Map.of(
            TcpFlag.FIN,
            0x01,
            TcpFlag.SYN,
            0x02,
            TcpFlag.RST,
            0x04,
            TcpFlag.PSH,
            0x08,
            TcpFlag.ACK,
            0x10);
    return tcp.flags().stream().mapToInt(flag -> bits.getOrDefault(flag, 0)).sum();
  }

  private static String mac(MacAddress address) {
    return address.toString().replace('-', ':').toLowerCase(Locale.ROOT);
  }

  private static String hex(int word) {
    return String.format(Locale.ROOT, "0x%04x", word);
  }

  /** The lines that tshark prints of a capture: the fields of each packet. */
  public static List<String> lines(Path folder, Capture capture, List<String> fields)
      throws IOException, InterruptedException {
    Path file = folder.resolve("test.pcapng");
    Path out = folder.resolve("out.txt");
    Path complaints = folder.resolve("complaints.txt");
    capture.pcap(file);
    List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", file.toString()));
    for (String preference :
        List.of(
            "ip.check_checksum:TRUE",
            "tcp.check_checksum:TRUE",
            "udp.check_checksum:TRUE",
            "tcp.relative_sequence_numbers:FALSE",
            "tcp.analyze_sequence_numbers:FALSE")) {
      command.addAll(List.of("-o", preference));
    }
    command.addAll(
        List.of("-T", "fields", "-E", "separator=/t", "-E", "occurrence=a", "-E", "aggregator=;"));
    fields.forEach(field -> command.addAll(List.of("-e", field)));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(complaints.toFile())
            .start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS), "tshark takes too long");
    assertEquals(0, process.exitValue(), Files.readString(complaints));
    return Files.readAllLines(out, StandardCharsets.UTF_8);
  }

  /** Each field of each packet is what the packet says, no packet malformed, no checksum bad. */
  public static void assertDecoded(Path folder, Capture capture) throws Exception {
    List<String> names = new ArrayList<>(FIELDS.keySet());
    List<String> lines =
        lines(
            folder,
            capture,
            Stream.concat(
                    names.stream(),
                    Stream.of("frame.protocols", "_ws.malformed", "_ws.expert.severity"))
                .toList());
    assertEquals(capture.packets().size(), lines.size());
    for (int i = 0; i < lines.size(); i++) {
      CapturedPacket captured = capture.packets().get(i);
      String[] found = lines.get(i).split("\t", -1);
      for (int f = 0; f < names.size(); f++) {
        String name = names.get(f);
        Function<CapturedPacket, String> expected = FIELDS.getOrDefault(name, p -> "");
        assertEquals(
            expected.apply(captured), found[f], name + " of " + captured + " number " + (i + 1));
      }
      String protocols = found[names.size()];
      assertTrue(protocols.startsWith(protocols(captured.packet())), protocols);
      assertFalse(protocols.contains("malformed"), protocols);
      assertEquals("", found[names.size() + 1]);
      for (String severity : found[names.size() + 2].split(";", -1)) {
        assertTrue(
            severity.isEmpty() || Long.parseLong(severity) < ERROR,
            () -> severity + " of " + captured);
      }
    }
  }

  private static String protocols(Packet packet) {
    return packet.headers().stream()
        .map(header -> header.getClass().getSimpleName().toLowerCase(Locale.ROOT))
        .map(
            name ->
                name.replace("ethernet", "eth:ethertype")
                    .replace("ipv4", "ip")
                    .replace("icmpredirect", "icmp"))
        .collect(Collectors.joining(":"));
  }
}
