package org.stackbook.stamp;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stackbook.error.Once;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.unit.Bytes;

/**
 * The words that describe a server. Memory, cores and boot device are said once; groups of drives
 * may repeat, for drives of several sizes.
 *
 * <pre>{@code
 * n -> n.memory(gb(384)).cores(40).cache(2, NVME, tb(1.6)).capacity(10, HDD, tb(8))
 * }</pre>
 */
public final class ServerBuilder {

  private final Once<Bytes> memory = new Once<>("memory");
  private final Once<Integer> cores = new Once<>("cores");
  private final Once<BootDevice> boot = new Once<>("boot");
  private final Once<String> chassis = new Once<>("chassis");
  private final Once<String> rack = new Once<>("rack");
  private final Once<String> site = new Once<>("site");
  private final List<Told> drives = new ArrayList<>();
  private boolean threeTypes;

  /** Drives in one word; the role is {@code null} where the rule decides it. */
  private record Told(int count, Media media, Bytes size, @Nullable Role role) {
    String words() {
      return Words.group(role == null ? "drives" : role.toString(), count, media, size);
    }
  }

  ServerBuilder() {}

  /**
   * Physical memory.
   *
   * @param size more than 0 bytes
   * @throws Refusal if it is not, or memory was said before
   */
  public ServerBuilder memory(Bytes size) {
    Check.size(size, "memory(" + Words.size(size) + ")");
    memory.set(size, Words.size(size));
    return this;
  }

  /**
   * Physical cores of all processors together.
   *
   * @param count 1 or more
   * @throws Refusal if it is not, or cores were said before
   */
  public ServerBuilder cores(int count) {
    Check.cores(count);
    cores.set(count, String.valueOf(count));
    return this;
  }

  /**
   * What the server boots from; no part of the storage pool.
   *
   * @param size more than 0 bytes
   * @throws Refusal if it is not, or a boot device was said before
   */
  public ServerBuilder boot(Media media, Bytes size) {
    String written = media.name() + ", " + Words.size(size);
    Check.size(size, "boot(" + written + ")");
    boot.set(new BootDevice(media, size), written);
    return this;
  }

  /**
   * The chassis that the server is in.
   *
   * @param chassisName up to 64 letters, digits, spaces, dots, hyphens and underscores
   * @throws Refusal if it is not, or a chassis was said before
   */
  public ServerBuilder chassis(String chassisName) {
    return in(chassis, "chassis", chassisName);
  }

  /**
   * The rack that the server is in.
   *
   * <pre>{@code
   * stamp("two racks", s -> s.build("1908")
   *     .servers(2, n -> n.memory(gb(384)).cores(40).rack("r1").capacity(4, SSD, tb(4)))
   *     .servers(2, n -> n.memory(gb(384)).cores(40).rack("r2").capacity(4, SSD, tb(4))))
   * }</pre>
   *
   * @param rackName up to 64 letters, digits, spaces, dots, hyphens and underscores
   * @throws Refusal if it is not, or a rack was said before
   */
  public ServerBuilder rack(String rackName) {
    return in(rack, "rack", rackName);
  }

  /**
   * The site that the server is in.
   *
   * @param siteName up to 64 letters, digits, spaces, dots, hyphens and underscores
   * @throws Refusal if it is not, or a site was said before
   */
  public ServerBuilder site(String siteName) {
    return in(site, "site", siteName);
  }

  private ServerBuilder in(Once<String> level, String word, String domain) {
    Check.name(
        domain,
        Names.NAME,
        word + "(" + Words.quoted(domain) + ")",
        "up to 64 letters, digits, spaces, dots, hyphens and underscores");
    level.set(domain, Words.quoted(domain));
    return this;
  }

  /**
   * Cache drives.
   *
   * @param count 1 or more
   * @param media the fastest type of the server
   * @param size of each drive, more than 0 bytes
   * @throws Refusal if a number is out of range, or the type cannot be cache beside the drives
   *     described so far
   */
  public ServerBuilder cache(int count, Media media, Bytes size) {
    return add(new Told(count, media, size, Role.CACHE));
  }

  /**
   * Capacity drives.
   *
   * @param count 1 or more
   * @param size of each drive, more than 0 bytes
   * @throws Refusal if a number is out of range, or drives of this type are cache already
   */
  public ServerBuilder capacity(int count, Media media, Bytes size) {
    return add(new Told(count, media, size, Role.CAPACITY));
  }

  /**
   * Drives whose role follows from the rule: the fastest type of the server is cache, and there is
   * no cache if all are of one type.
   *
   * @param count 1 or more
   * @param size of each drive, more than 0 bytes
   * @throws Refusal if a number is out of range
   */
  public ServerBuilder drives(int count, Media media, Bytes size) {
    return add(new Told(count, media, size, null));
  }

  /**
   * Takes drives of all three types, as Storage Spaces Direct does: NVMe caches the writes of SSD,
   * and reads and writes of HDD. Azure Stack itself takes two types, so the stamp says so in its
   * advice.
   *
   * <pre>{@code
   * stamp("three types", s -> s.build("1908").servers(4, n -> n.memory(gb(384)).cores(40)
   *     .threeTypes().cache(2, NVME, tb(1.6)).capacity(4, SSD, tb(4)).capacity(8, HDD, tb(8))))
   * }</pre>
   *
   * <p>Source: Understand the cache, Storage Spaces Direct ({@code cache/threeTypes}).
   *
   * @throws Refusal if in the end the server has fewer types of drives
   */
  public ServerBuilder threeTypes() {
    threeTypes = true;
    return this;
  }

  private ServerBuilder add(Told told) {
    Check.atLeastOne(told.count, told.words(), "drive");
    Check.size(told.size, told.words());
    Figure<Integer> most = Limits.drives();
    long all = told.count + drives.stream().mapToLong(Told::count).sum();
    if (all > most.value()) {
      throw Refusal.of(told.words(), "a storage pool has at most " + most.value() + " drives")
          .source(most.rules().get(0).citation())
          .wayOut("describe the drives of one server; servers(count, …) repeats them")
          .asException();
    }
    for (Told earlier : drives) {
      if (cannotBe(told, earlier) || cannotBe(earlier, told)) {
        throw againstTheRule(told, earlier);
      }
    }
    drives.add(told);
    return this;
  }

  /** Whether drives that were said to be cache cannot be, beside others in the same server. */
  private static boolean cannotBe(Told cache, Told other) {
    return cache.role == Role.CACHE
        && (other.media.isFasterThan(cache.media)
            || (other.media == cache.media && other.role == Role.CAPACITY)
            || (other.media != cache.media && other.role == Role.CACHE));
  }

  private static Refusal againstTheRule(Told told, Told other) {
    String how =
        told.media == other.media
            ? "all of its " + told.media + " drives have one role, unlike " + other.words()
            : told.media.isFasterThan(other.media)
                ? told.media + " is faster than " + other.media + " in " + other.words()
                : other.media + " in " + other.words() + " is faster than " + told.media;
    return Refusal.of(told.words(), "the fastest drive type of a server is its cache, and " + how)
        .source(selection().citation())
        .wayOut("leave the role to the rule: drives(count, media, size)")
        .asException();
  }

  private static Fact selection() {
    return Facts.storage().fact("cache/selection");
  }

  /**
   * The server that was described.
   *
   * @param given the words around this description, such as {@code servers(8, …)}
   * @throws Refusal if memory, cores or drives are missing, or declared roles are against the rule
   */
  Server build(String name, String given) {
    Tiers tiers = Tiers.of(new TreeSet<>(drives.stream().map(Told::media).toList()));
    for (Told told : drives) {
      if (told.role != null && told.role != tiers.roleOf(told.media)) {
        throw Refusal.of(
                told.words(),
                tiers.cache().isEmpty()
                    ? "there is no cache when all drives of a server are " + told.media
                    : "the fastest drive type of a server is its cache, here " + told.media)
            .source(selection().citation())
            .wayOut(
                tiers.cache().isEmpty()
                    ? "say capacity(…) for them, or add slower drives"
                    : "say cache(…) for the " + told.media + ", or drives(…) for all")
            .asException();
      }
    }
    if (threeTypes && tiers.capacity().size() < 2) {
      throw Refusal.of(
              "threeTypes()", "its drives are of fewer types: " + String.join(", ", types(tiers)))
          .source(Facts.storage().fact("cache/threeTypes").citation())
          .wayOut("leave it out, or describe NVMe, SSD and HDD")
          .asException();
    }
    return new Server(
        name,
        memory.get().orElseThrow(() -> missing(given, "memory", "memory(gb(384))")),
        cores.get().orElseThrow(() -> missing(given, "number of cores", "cores(40)")),
        boot.get().orElse(null),
        drivesOf(name, tiers),
        domains());
  }

  private static List<String> types(Tiers tiers) {
    return Stream.concat(tiers.cache().stream(), tiers.capacity().stream())
        .map(Media::toString)
        .toList();
  }

  /** Whether drives of three types were asked for. */
  boolean takesThreeTypes() {
    return threeTypes;
  }

  private Map<FaultDomain, String> domains() {
    Map<FaultDomain, String> domains = new EnumMap<>(FaultDomain.class);
    chassis.get().ifPresent(name -> domains.put(FaultDomain.CHASSIS, name));
    rack.get().ifPresent(name -> domains.put(FaultDomain.RACK, name));
    site.get().ifPresent(name -> domains.put(FaultDomain.SITE, name));
    return domains;
  }

  private List<Drive> drivesOf(String server, Tiers tiers) {
    List<Drive> all = new ArrayList<>();
    for (Role role : Role.values()) {
      for (Told told : drives) {
        if (tiers.roleOf(told.media) == role) {
          for (int i = 0; i < told.count; i++) {
            all.add(new Drive(server, "disk" + (all.size() + 1), told.media, told.size, role));
          }
        }
      }
    }
    return all;
  }

  private static Refusal missing(String given, String what, String example) {
    return Refusal.of(given, "the " + what + " of a server is missing")
        .wayOut("say it, such as " + example)
        .asException();
  }
}
