package org.stackbook.storage;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Drive;
import org.stackbook.stamp.Media;
import org.stackbook.stamp.Server;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.Bytes;

/**
 * What a pool keeps unallocated for repair: as many capacity drives as its rule says, of each type
 * if there are two, and of these the largest: a smaller reserve could not take what a larger drive
 * held.
 */
final class Reserve {

  private final Stamp stamp;
  private final Figure<Integer> drives;
  private final Map<Media, List<Server>> keepers = new EnumMap<>(Media.class);

  Reserve(Stamp stamp, ReserveRule rule) {
    this.stamp = stamp;
    this.drives = rule.drives(stamp.servers().size());
    for (Media media : stamp.servers().get(0).tiers().capacity()) {
      keepers.put(media, serversThatKeep(media));
    }
  }

  /** The servers that keep a drive back: those with the largest drives, if not all do. */
  private List<Server> serversThatKeep(Media media) {
    return stamp.servers().stream()
        .sorted(Comparator.comparing((Server server) -> largest(server, media)).reversed())
        .limit(drives.value())
        .toList();
  }

  private static Stream<Bytes> sizes(Server server, Media media) {
    return server.capacityDrives().stream()
        .filter(drive -> drive.media() == media)
        .map(Drive::size)
        .distinct();
  }

  private static Bytes largest(Server server, Media media) {
    return sizes(server, media).max(Comparator.naturalOrder()).orElse(Bytes.ZERO);
  }

  /** What a server keeps back. */
  Bytes of(Server server) {
    return keepers.entrySet().stream()
        .filter(e -> e.getValue().contains(server))
        .map(e -> largest(server, e.getKey()))
        .reduce(Bytes.ZERO, Bytes::plus);
  }

  /** What all servers keep back. */
  Figure<Bytes> figure() {
    if (keepers.size() == 1) {
      return ofType(keepers.keySet().iterator().next(), "");
    }
    return Pool.sum(
            "reserve",
            keepers.keySet().stream().map(media -> ofType(media, " of " + media)).toList())
        .by(Facts.storage().fact("reserve/threeTypes"));
  }

  private Figure<Bytes> ofType(Media media, String ofType) {
    if (stamp.servers().stream().flatMap(server -> sizes(server, media)).distinct().count() == 1) {
      Bytes size = largest(stamp.servers().get(0), media);
      return Figure.derived(
          "reserve" + ofType,
          size.times(drives.value()),
          "{reserve drives} × {capacity drive" + ofType + "}",
          drives,
          Figure.given("capacity drive" + ofType, size, "size of every capacity drive" + ofType));
    }
    List<Figure<?>> inputs = new ArrayList<>(List.of(drives));
    List<String> terms = new ArrayList<>();
    Bytes total = Bytes.ZERO;
    for (Server server : keepers.getOrDefault(media, List.of())) {
      Figure<Bytes> largest =
          Figure.given(
              "largest" + ofType + " of " + server.name(), largest(server, media), "capacity(…)");
      inputs.add(largest);
      terms.add("{" + largest.name() + "}");
      total = total.plus(largest.value());
    }
    Figure<Bytes> reserve =
        Figure.derived(
            "reserve" + ofType,
            total,
            String.join(" + ", terms) + ", {reserve drives} in all",
            inputs.toArray(Figure<?>[]::new));
    return isChosen(media) ? reserve.by(Facts.ours().fact("reserve/whichDrives/value")) : reserve;
  }

  /** Whether the rule leaves open which drives are kept, and it makes a difference. */
  private boolean isChosen(Media media) {
    List<Server> servers = stamp.servers();
    boolean amongServers =
        drives.value() < servers.size()
            && servers.stream().map(server -> largest(server, media)).distinct().count() > 1;
    return amongServers || servers.stream().anyMatch(s -> sizes(s, media).count() > 1);
  }
}
