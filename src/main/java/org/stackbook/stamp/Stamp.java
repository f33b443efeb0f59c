package org.stackbook.stamp;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import org.stackbook.unit.Bytes;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;
import org.stackbook.word.Takes;

/**
 * An Azure Stack integrated system as described: immutable, and in keeping with all rules that a
 * description can break. It shows itself as a table of its servers.
 *
 * <pre>{@code
 * Stamp oslo = Stamp.describe("oslo", s -> s
 *     .build("1802")
 *     .servers(8, n -> n.memory(gb(384)).cores(40)
 *         .cache(2, NVME, tb(1.6))
 *         .capacity(10, HDD, tb(8))));
 * oslo.drive("n5/disk7") // → n5/disk7 (HDD 8 TB, capacity)
 * oslo.why("raw").figure().substituted() // → 80 × 8 TB
 * }</pre>
 */
public final class Stamp extends Result {

  private final String name;
  private final Build build;
  private final List<Server> servers;
  private final @Nullable HardwareLifecycleHost lifecycleHost;
  private final List<Volume> volumes;

  Stamp(
      String name,
      Build build,
      List<Server> servers,
      @Nullable HardwareLifecycleHost lifecycleHost,
      List<Volume> volumes) {
    this.name = name;
    this.build = build;
    this.servers = List.copyOf(servers);
    this.lifecycleHost = lifecycleHost;
    this.volumes = List.copyOf(volumes);
  }

  /**
   * Describes a stamp.
   *
   * @param name up to 64 letters, digits, spaces, dots, hyphens and underscores
   * @param spec says the words
   * @throws Refusal if the description breaks a rule; where it is typed if that can be told there
   */
  public static Stamp describe(String name, Consumer<StampBuilder> spec) {
    StampBuilder builder = new StampBuilder(name);
    spec.accept(builder);
    return builder.finish();
  }

  /** What it is called. */
  public String name() {
    return name;
  }

  /** The build that it runs. */
  public Build build() {
    return build;
  }

  /** Its servers, in the order of the description. */
  public List<Server> servers() {
    return servers;
  }

  /** The host beside the scale unit, if described. */
  public Optional<HardwareLifecycleHost> lifecycleHost() {
    return Optional.ofNullable(lifecycleHost);
  }

  /** The volumes that were described; empty if they are to be planned by the rules. */
  public List<Volume> volumes() {
    return volumes;
  }

  /** Advice that the description does not follow. */
  public List<Finding> findings() {
    return Advice.about(this);
  }

  /** The names of its servers, written short: {@code n1..n8}. */
  public String serverNames() {
    return Names.shorten(servers.stream().map(Server::name).toList());
  }

  /**
   * The server of that name.
   *
   * @param serverName such as {@code n3}
   * @throws Refusal if there is none, with the nearest one named
   */
  public Server server(@Takes(StampWords.Servers.class) String serverName) {
    return server(serverName, "server(" + Words.quoted(serverName) + ")");
  }

  /**
   * The server of that name, for a word that takes one.
   *
   * @param serverName such as {@code n3}
   * @param given the word as the user wrote it, such as {@code fail("n33")}
   * @throws Refusal if there is none, with the nearest one named
   */
  public Server server(String serverName, String given) {
    return servers.stream()
        .filter(s -> s.name().equals(serverName))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.of(given, "no such server. Servers are " + serverNames())
                    .nearest(serverName, servers.stream().map(Server::name).toList())
                    .wayOut(
                        servers.get(0).drives().stream().anyMatch(d -> d.name().equals(serverName))
                            ? "name a drive with its server, such as "
                                + servers.get(0).name()
                                + "/"
                                + serverName
                            : "name one of the stamp's servers")
                    .asException());
  }

  /**
   * The drive of that id.
   *
   * @param id server and drive, such as {@code n5/disk7}
   * @throws Refusal if there is none, with the nearest server or drive named
   */
  public Drive drive(@Takes(StampWords.Drives.class) String id) {
    return drive(id, "drive(" + Words.quoted(id) + ")");
  }

  /**
   * The drive of that id, for a word that takes one.
   *
   * @param id server and drive, such as {@code n5/disk7}
   * @param given the word as the user wrote it, such as {@code fail("n5/disk77")}
   * @throws Refusal if there is none, with the nearest server or drive named
   */
  public Drive drive(String id, String given) {
    int slash = id.indexOf('/');
    if (slash < 0) {
      throw Refusal.of(given, "a drive is named by its server and its own name")
          .wayOut("write it like " + servers.get(0).drives().get(0).id())
          .asException();
    }
    return server(id.substring(0, slash), given).drive(id.substring(slash + 1), given);
  }

  /**
   * The same stamp with more servers, named by the first free numbers.
   *
   * <pre>{@code
   * Stamp larger = oslo.stamp().addServers(2, n -> n.memory(gb(384)).cores(40)
   *     .boot(SSD, gb(480)).cache(2, NVME, tb(1.6)).capacity(10, HDD, tb(8)));
   * larger.serverNames() // → n1..n10
   * }</pre>
   *
   * @param count 1 or more
   * @param spec describes one of them
   * @throws Refusal if the description breaks a rule, as it would when a stamp is described
   */
  public Stamp addServers(int count, Consumer<ServerBuilder> spec) {
    return new StampBuilder(this).servers(count, spec).finish();
  }

  /**
   * The same stamp without some of its servers.
   *
   * <pre>{@code
   * oslo.stamp().removeServers("n3").serverNames() // → n1, n2, n4..n8
   * }</pre>
   *
   * @param serverNames such as {@code n3}
   * @throws Refusal if there is no such server, or too few are left
   */
  public Stamp removeServers(@Takes(StampWords.Servers.class) String... serverNames) {
    List<Server> gone =
        Arrays.stream(serverNames)
            .map(
                serverName -> server(serverName, "removeServers(" + Words.quoted(serverName) + ")"))
            .toList();
    return new StampBuilder(this).without(gone).finish();
  }

  /** The stamp as YAML, readable by {@link StampFile}. */
  public String toYaml() {
    return StampWriter.yaml(this);
  }

  /** The stamp as JSON, readable by {@link StampFile}. */
  public String toJson() {
    return StampWriter.json(this);
  }

  /** All capacity drives together, before copies and reserve. */
  public Figure<Bytes> rawCapacity() {
    return StampFigures.raw(this);
  }

  @Override
  public String title() {
    return "Stamp " + name;
  }

  @Override
  public String verdict() {
    Tiers tiers = servers.get(0).tiers();
    long drives = servers.stream().mapToLong(s -> s.capacityDrives().size()).sum();
    int advice = findings().size();
    return Words.count(servers.size(), "server")
        + ", "
        + StampFigures.raw(this).value()
        + " raw on "
        + drives
        + " "
        + String.join(" and ", tiers.capacity().stream().map(Media::toString).toList())
        + tiers
            .cache()
            .map(media -> ", " + StampFigures.cache(this).value() + " of " + media + " cache")
            .orElse(", no cache")
        + ", build "
        + build
        + " ("
        + build.hostOs()
        + ")"
        + (advice == 0 ? "" : "; " + Words.count(advice, "piece") + " of advice not followed");
  }

  @Override
  public DataTable data() {
    return StampTable.of(this);
  }

  @Override
  public Optional<Picture> picture() {
    return Optional.of(StampTable.picture(this));
  }

  @Override
  public List<Figure<?>> figures() {
    return StampFigures.of(this);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Stamp stamp
        && stamp.name.equals(name)
        && stamp.build.equals(build)
        && stamp.servers.equals(servers)
        && Objects.equals(stamp.lifecycleHost, lifecycleHost)
        && stamp.volumes.equals(volumes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, build, servers, lifecycleHost, volumes);
  }
}
