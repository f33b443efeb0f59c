package org.stackbook.stamp;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.stackbook.error.Once;
import org.stackbook.error.Refusal;
import org.stackbook.unit.Bytes;
import org.stackbook.word.Takes;

/**
 * The words that describe a stamp. What breaks a rule is refused where it is typed, or as soon as
 * the build is known on which it depends.
 *
 * <pre>{@code
 * s -> s.build("1802").servers(8, n -> n.memory(gb(384)).cores(40)
 *     .cache(2, NVME, tb(1.6)).capacity(10, HDD, tb(8)))
 * }</pre>
 */
public final class StampBuilder {

  private final String name;
  private final Once<Build> build = new Once<>("build");
  private final Once<HardwareLifecycleHost> lifecycleHost = new Once<>("lifecycleHost");
  private final List<Server> servers = new ArrayList<>();
  private final List<Volume> volumes = new ArrayList<>();
  private int numbered;

  StampBuilder(String name) {
    Check.name(
        name,
        Names.NAME,
        "stamp(" + Words.quoted(name) + ")",
        "up to 64 letters, digits, spaces, dots, hyphens and underscores");
    this.name = name;
  }

  /** A stamp to go on from. */
  StampBuilder(Stamp stamp) {
    this(stamp.name());
    build.set(stamp.build(), Words.quoted(stamp.build().name()));
    stamp.lifecycleHost().ifPresent(host -> lifecycleHost.set(host, Words.quoted(host.name())));
    servers.addAll(stamp.servers());
    volumes.addAll(stamp.volumes());
  }

  /**
   * The build that the stamp runs. It has to be said: features, caps and limits depend on it.
   *
   * @param buildName four digits, year and month, such as {@code 1802}
   * @throws Refusal if there was no such build, a build was said before, or what is described so
   *     far is not allowed in it
   */
  public StampBuilder build(@Takes(StampWords.Builds.class) String buildName) {
    build.set(Build.named(buildName), Words.quoted(buildName));
    checkBuild("build(" + Words.quoted(buildName) + ")");
    return this;
  }

  /**
   * That many servers alike, named {@code n1}, {@code n2} and so on. Said again, it adds more, and
   * the numbers go on.
   *
   * @param count 1 or more
   * @param spec describes one of them
   * @throws Refusal if the description breaks a rule
   */
  public StampBuilder servers(int count, Consumer<ServerBuilder> spec) {
    String given = "servers(" + count + ", …)";
    Check.atLeastOne(count, given, "server");
    AzureStackRules.plausible(given, (long) servers.size() + count);
    List<String> names = new ArrayList<>();
    while (names.size() < count) {
      String next = "n" + ++numbered;
      if (servers.stream().noneMatch(s -> s.name().equalsIgnoreCase(next))) {
        names.add(next);
      }
    }
    return add(names, spec, given);
  }

  /**
   * A server with a name of its own.
   *
   * @param serverName letters, digits and hyphens, fewer than 15 characters; unique, whatever its
   *     case
   * @param spec describes it
   * @throws Refusal if the description breaks a rule
   */
  public StampBuilder server(String serverName, Consumer<ServerBuilder> spec) {
    String given = "server(" + Words.quoted(serverName) + ", …)";
    AzureStackRules.plausible(given, servers.size() + 1L);
    return add(List.of(serverName), spec, given);
  }

  /** Servers alike, each with a name of its own. */
  StampBuilder add(List<String> names, Consumer<ServerBuilder> spec, String given) {
    for (String serverName : names) {
      AzureStackRules.serverName(serverName, given);
    }
    ServerBuilder described = new ServerBuilder();
    spec.accept(described);
    Server first = described.build(names.get(0), given);
    StorageSpacesRules.server(first);
    AzureStackRules.server(first, described.takesThreeTypes());
    if (!servers.isEmpty()) {
      StorageSpacesRules.alike(servers.get(0), first);
      AzureStackRules.alike(servers.get(0), first);
    }
    for (String serverName : names) {
      if (servers.stream().anyMatch(s -> s.name().equalsIgnoreCase(serverName))) {
        throw Refusal.of(given, "server " + serverName + " is described already")
            .wayOut("another name")
            .asException();
      }
      servers.add(described.build(serverName, given));
    }
    StorageSpacesRules.pool(given, servers);
    StorageSpacesRules.nested(given, servers);
    checkBuild(given);
    return this;
  }

  /**
   * The hardware lifecycle host, known by name only.
   *
   * @param hostName letters, digits and hyphens
   * @throws Refusal if it is not, or the host was described before
   */
  public StampBuilder lifecycleHost(String hostName) {
    return lifecycleHost(h -> h.name(hostName));
  }

  /**
   * The hardware lifecycle host.
   *
   * @param spec describes it
   * @throws Refusal if the host was described before
   */
  public StampBuilder lifecycleHost(Consumer<HostBuilder> spec) {
    HostBuilder described = new HostBuilder();
    spec.accept(described);
    HardwareLifecycleHost host = described.build();
    lifecycleHost.set(host, Words.quoted(host.name()));
    return this;
  }

  /**
   * A volume. Without any, volumes are planned by the rules of Azure Stack.
   *
   * @param volumeName unique, such as {@code ObjStore_1}
   * @param size what it can hold, before copies; more than 0 bytes, and no more than the build
   *     allows
   * @throws Refusal if the name is taken or a limit is passed
   */
  public StampBuilder volume(String volumeName, Bytes size) {
    Volume volume = new Volume(volumeName, size);
    String given = Words.volume(volume);
    Check.name(
        volumeName,
        Names.NAME,
        given,
        "up to 64 letters, digits, spaces, dots, hyphens and underscores");
    Check.size(size, given);
    if (volumes.stream().anyMatch(v -> v.name().equalsIgnoreCase(volumeName))) {
      throw Refusal.of(given, "volume " + volumeName + " is described already")
          .wayOut("another name")
          .asException();
    }
    volumes.add(volume);
    build.get().ifPresent(b -> AzureStackRules.volumes(b, volumes));
    return this;
  }

  /** Takes servers away again. */
  StampBuilder without(List<Server> gone) {
    servers.removeAll(gone);
    return this;
  }

  /** The rules that depend on the build, as far as it and what they are about is known. */
  private void checkBuild(String given) {
    build
        .get()
        .ifPresent(
            b -> {
              AzureStackRules.servers(given, b, servers);
              AzureStackRules.volumes(b, volumes);
            });
  }

  /**
   * The stamp that was described.
   *
   * @throws Refusal if the build is missing, or there are too few servers for it
   */
  Stamp finish() {
    String given = "stamp(" + Words.quoted(name) + ", …)";
    Build runs =
        build
            .get()
            .orElseThrow(
                () ->
                    Refusal.of(
                            given, "the build is missing; features, caps and limits depend on it")
                        .wayOut("say it, such as build(\"1802\") or build(\"1908\")")
                        .asException());
    AzureStackRules.atLeastServers(
        servers.isEmpty() ? given : "servers(" + servers.size() + ", …)", runs, servers.size());
    return new Stamp(name, runs, servers, lifecycleHost.get().orElse(null), volumes);
  }
}
