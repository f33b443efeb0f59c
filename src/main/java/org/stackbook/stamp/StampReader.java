package org.stackbook.stamp;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.stackbook.error.Refusal;
import org.stackbook.unit.Bytes;

/**
 * Says the words of a file to the builders. What a builder refuses is refused at the place of the
 * words.
 */
final class StampReader {

  private StampReader() {}

  /**
   * @throws Refusal at its place in the file, if the file has not the shape of a stamp or breaks a
   *     rule
   */
  static Stamp stamp(Located file) {
    StampFormat.FILE.check("the file", file);
    Located.Struct root = (Located.Struct) file;
    Located name = root.get(StampFormat.STAMP).orElseThrow();
    StampBuilder stamp = name.ask(() -> new StampBuilder(text(name)));
    // The build first, whatever the order of the file: rules that depend on it can then be told
    // where what breaks them stands.
    with(root, StampFormat.BUILD, build -> stamp.build(text(build)));
    with(root, StampFormat.HOST, host -> stamp.lifecycleHost(h -> host(h, struct(host))));
    for (Located servers : list(root, StampFormat.SERVERS)) {
      servers.tell(() -> servers(stamp, struct(servers)));
    }
    for (Located volume : list(root, StampFormat.VOLUMES)) {
      Located.Struct v = struct(volume);
      volume.tell(
          () -> stamp.volume(text(v, StampFormat.NAME), Bytes.parse(text(v, StampFormat.SIZE))));
    }
    return root.get(StampFormat.SERVERS).orElseThrow().ask(stamp::finish);
  }

  private static void host(HostBuilder host, Located.Struct from) {
    with(from, StampFormat.NAME, name -> host.name(text(name)));
    with(from, StampFormat.MEMORY, memory -> host.memory(Bytes.parse(text(memory))));
    with(from, StampFormat.CORES, cores -> host.cores(whole(cores)));
  }

  private static void servers(StampBuilder stamp, Located.Struct group) {
    Located written = group.get(StampFormat.NAMES).orElseThrow();
    List<String> names =
        written.ask(() -> Names.expand(text(written), Limits.mostServersEver().value()));
    try {
      stamp.add(names, server -> server(server, group), "servers " + text(written));
    } catch (Refusal refusal) {
      throw refusal.at(placeOf(refusal, group).toString());
    }
  }

  /** Where the word stands that a rule refused: words of the builder and keys are the same. */
  private static Place placeOf(Refusal refusal, Located.Struct group) {
    String word = refusal.given().split("\\(", 2)[0];
    Optional<Located> value = group.get(word);
    if (value.isEmpty() && (word.equals(StampFormat.CACHE) || word.equals(StampFormat.CAPACITY))) {
      value = group.get(StampFormat.DRIVES);
    }
    return value.orElse(group).place();
  }

  private static void server(ServerBuilder server, Located.Struct from) {
    with(from, StampFormat.MEMORY, memory -> server.memory(Bytes.parse(text(memory))));
    with(from, StampFormat.CORES, cores -> server.cores(whole(cores)));
    with(
        from,
        StampFormat.BOOT,
        boot ->
            server.boot(media(struct(boot)), Bytes.parse(text(struct(boot), StampFormat.SIZE))));
    with(from, StampFormat.SITE, site -> server.site(text(site)));
    with(from, StampFormat.RACK, rack -> server.rack(text(rack)));
    with(from, StampFormat.CHASSIS, chassis -> server.chassis(text(chassis)));
    with(
        from,
        StampFormat.THREE_TYPES,
        said -> {
          if (Boolean.parseBoolean(text(said))) {
            server.threeTypes();
          }
        });
    groups(from, StampFormat.CACHE, server::cache);
    groups(from, StampFormat.CAPACITY, server::capacity);
    groups(from, StampFormat.DRIVES, server::drives);
  }

  /** One of the words for drives. */
  private interface DriveWord {
    ServerBuilder say(int count, Media media, Bytes size);
  }

  private static void groups(Located.Struct from, String key, DriveWord word) {
    for (Located drives : list(from, key)) {
      Located.Struct g = struct(drives);
      drives.tell(
          () ->
              word.say(
                  whole(g.get(StampFormat.COUNT).orElseThrow()),
                  media(g),
                  Bytes.parse(text(g, StampFormat.SIZE))));
    }
  }

  private static void with(Located.Struct from, String key, Consumer<Located> use) {
    from.get(key).ifPresent(value -> value.tell(() -> use.accept(value)));
  }

  private static List<Located> list(Located.Struct from, String key) {
    Optional<Located> value = from.get(key);
    return value.isPresent() && value.get() instanceof Located.Items items
        ? items.values()
        : List.of();
  }

  private static Located.Struct struct(Located value) {
    return (Located.Struct) value;
  }

  private static Media media(Located.Struct from) {
    String label = text(from, StampFormat.MEDIA);
    for (Media media : Media.values()) {
      if (media.toString().equals(label)) {
        return media;
      }
    }
    throw new IllegalStateException("the format let through " + label);
  }

  private static String text(Located.Struct from, String key) {
    return text(from.get(key).orElseThrow());
  }

  private static String text(Located value) {
    return ((Located.Scalar) value).text();
  }

  private static int whole(Located value) {
    return Integer.parseInt(text(value));
  }
}
