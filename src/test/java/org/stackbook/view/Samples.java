package org.stackbook.view;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.seed.Random64;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.view.Picture.Arrow;
import org.stackbook.view.Picture.Message;
import org.stackbook.view.Picture.Note;
import org.stackbook.view.Picture.Participant;
import org.stackbook.view.Picture.Role;
import org.stackbook.view.Picture.Series;

/** Results made by hand, as a room would make them. */
final class Samples {

  static final String HOSTILE = "<script>alert('x')</script> & \"n1\"";

  private Samples() {}

  /** A result of parts. */
  record Parts(
      String title,
      String verdict,
      DataTable data,
      Optional<Picture> picture,
      List<Figure<?>> figures) {
    Result result() {
      return new Given(this);
    }
  }

  private static final class Given extends Result {
    private final Parts parts;

    Given(Parts parts) {
      this.parts = parts;
    }

    @Override
    public String title() {
      return parts.title();
    }

    @Override
    public String verdict() {
      return parts.verdict();
    }

    @Override
    public DataTable data() {
      return parts.data();
    }

    @Override
    public Optional<Picture> picture() {
      return parts.picture();
    }

    @Override
    public List<Figure<?>> figures() {
      return parts.figures();
    }
  }

  /** The HTML that a result shows, without its style. */
  static String tableHtml(Result result) {
    String html = result.show().html();
    return html == null ? "" : html.replace(Stylesheet.element(), "");
  }

  private static Bytes tb(double amount) {
    return Bytes.in(amount, ByteUnit.TB);
  }

  /** Capacity of a stamp of so many servers with ten drives of 8 TB each. */
  static Result capacity(int count) {
    Figure<Integer> servers =
        Figure.given("servers", count, "servers(" + count + ", n -> n.capacity(10, HDD, tb(8)))");
    Figure<Integer> drives = Figure.given("drives per server", 10, "capacity(10, HDD, tb(8))");
    Figure<Bytes> drive = Figure.given("drive", tb(8), "capacity(10, HDD, tb(8))");
    Figure<Bytes> raw =
        Figure.derived(
            "raw",
            drive.value().times(10L * count),
            "{servers} × {drives per server} × {drive}",
            servers,
            drives,
            drive);
    Fact limit = Facts.storage().fact("pool/maxDrives/value");
    Figure<Bytes> reserve =
        Figure.derived(
                "reserve",
                drive.value().times(Math.min(count, 4)),
                "min({servers}, 4) × {drive}",
                servers,
                drive)
            .by(limit);
    Figure<Ratio> overhead =
        Figure.assumed(
            "metadata share",
            Ratio.percent(1.5),
            "no public source states how much the file system keeps for itself;"
                + " 1.5 % is what published benchmark pools show");
    Figure<Integer> copies = Figure.stated("copies", 3, limit);
    Bytes net =
        raw.value()
            .minus(reserve.value())
            .times(Ratio.of(1 - overhead.value().value()))
            .dividedBy(3);
    Figure<Bytes> usable =
        Figure.derived(
            "usable",
            net,
            "({raw} − {reserve}) × (1 − {metadata share}) ÷ {copies}",
            raw,
            reserve,
            overhead,
            copies);
    DataTable.Builder table =
        DataTable.of("Servers of oslo")
            .text("server")
            .count("drives")
            .number("raw", "TB", 1)
            .number("used", "TB", 2)
            .number("reserve", "TB", 1)
            .number("free", "TB", 2)
            .number("used", "%", 1);
    List<String> names = new ArrayList<>();
    List<Double> used = new ArrayList<>();
    List<Double> kept = new ArrayList<>();
    List<Double> free = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      double u = 50 + (i * 37 % 11) * .31;
      names.add("n" + i);
      used.add(u);
      kept.add(32.0 / count);
      free.add(80 - u - 32.0 / count);
      table.row(
          "n" + i,
          10,
          tb(80),
          new DataTable.Cell(u, true),
          32.0 / count,
          80 - u - 32.0 / count,
          u / 80 * 100);
    }
    Picture picture =
        new Picture.Bars(
            "Capacity by server",
            "Stacked bars: each of the " + count + " servers uses 50 to 53 TB of 80 TB.",
            "server",
            "capacity (TB)",
            names,
            List.of(
                new Series("used", used, Role.GOOD),
                new Series("reserve", kept, Role.RESERVED),
                new Series("free", free, Role.FREE)),
            true);
    return new Parts(
            "Capacity of oslo",
            usable.value()
                + "* usable of "
                + raw.value()
                + " raw; the reserve rebuilds one server.",
            table.note("1 TB is 10^12 bytes.").build(),
            Optional.of(picture),
            List.of(raw, reserve, usable))
        .result();
  }

  /** Slabs by surviving copies. */
  static Picture slabs() {
    return new Picture.Bars(
        "Slabs by surviving copies",
        "After losing n3 and n5, 62 percent of the slabs have three copies and 3 percent one.",
        "",
        "slabs",
        List.of("before", "n3 lost", "n3 and n5 lost", "n3, n5, n7 lost"),
        List.of(
            new Series("3 copies", List.of(240_000.0, 150_000.0, 86_000.0, 43_000.0), Role.GOOD),
            new Series("2 copies", List.of(0.0, 90_000.0, 128_000.0, 129_000.0), Role.WARNING),
            new Series("1 copy", List.of(0.0, 0.0, 26_000.0, 64_000.0), Role.CRITICAL),
            new Series("lost", List.of(0.0, 0.0, 0.0, 14_000.0), Role.BAD)),
        true);
  }

  /** Two lines over time. */
  static Picture repair() {
    List<Double> hours = new ArrayList<>();
    List<Double> fast = new ArrayList<>();
    List<Double> slow = new ArrayList<>();
    for (int i = 0; i <= 24; i++) {
      hours.add((double) i);
      fast.add(Math.max(0, 90_000 * (1 - i / 9.0)));
      slow.add(90_000 * Math.exp(-i / 8.0));
    }
    return new Picture.Lines(
        "Slabs still exposed",
        "The exposed slabs fall from 90,000 to none in 9 hours, or to 4,500 in 24 hours.",
        "hours after the failure",
        "exposed slabs",
        List.of(
            new Picture.Line("repair at full speed", hours, fast, Role.PLAIN),
            new Picture.Line("repair throttled", hours, slow, Role.PLAIN)));
  }

  /** A request that goes through a load balancer, with all that a diagram can have. */
  static Picture.Sequence request() {
    return new Picture.Sequence(
        "One request to 203.0.113.10:443",
        "The request passes router, load balancer and host; the answer goes straight back.",
        List.of(
            new Participant("client", "198.51.100.7"),
            new Participant("TOR1", ""),
            new Participant("MUX 2", "10.0.0.8"),
            new Participant("host agent of n3", "10.0.0.4"),
            new Participant("web-1", "10.0.2.4")),
        List.of(
            new Message("client", "TOR1", "SYN 50123 → 443", Arrow.SENT),
            new Note("TOR1", "ECMP: one of 2 routes to the address, by hash of the five-tuple"),
            new Message("TOR1", "MUX 2", "SYN", Arrow.SENT),
            new Message("MUX 2", "MUX 2", "chooses web-1 by hash, remembers it", Arrow.SENT),
            new Message("MUX 2", "host agent of n3", "VXLAN 5001 (SYN 50123 → 443)", Arrow.SENT),
            new Message("host agent of n3", "web-1", "SYN 50123 → 8443", Arrow.SENT),
            new Message("web-1", "host agent of n3", "SYN, ACK 8443 → 50123", Arrow.REPLY),
            new Message("host agent of n3", "client", "SYN, ACK 443 → 50123", Arrow.REPLY),
            new Message("client", "MUX 2", "ACK", Arrow.LOST),
            new Message("web-1", "web-1", "FIN", Arrow.LOST)));
  }

  /**
   * A diagram by a seed.
   *
   * @param participants 1 or more
   * @param events 0 or more
   */
  static Picture.Sequence sequence(int participants, int events, long seed) {
    Random64 random = new Random64(seed);
    List<Participant> all = new ArrayList<>();
    for (int i = 0; i < participants; i++) {
      all.add(new Participant(i + " " + words(random, 4), words(random, 2)));
    }
    List<Arrow> arrows = List.of(Arrow.values());
    List<Picture.Event> told = new ArrayList<>();
    for (int i = 0; i < events; i++) {
      String from = all.get(random.nextInt(participants)).name();
      String to = all.get(random.nextInt(participants)).name();
      Arrow arrow = arrows.get(random.nextInt(arrows.size()));
      told.add(
          random.nextInt(5) == 0
              ? new Note(from, words(random, 30))
              : new Message(from, to, words(random, 9), arrow));
    }
    return new Picture.Sequence("Seed " + seed, "by chance", all, told);
  }

  private static String words(Random64 random, int most) {
    List<String> known =
        List.of("SYN", "MUX", "203.0.113.10:443", "of", "a", "WWWWWWWWWWWWWWWWWW", "hôte", "网络");
    StringBuilder words = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      words.append(known.get(random.nextInt(known.size()))).append(i > 1 ? " " : "");
    }
    return words.toString();
  }
}
