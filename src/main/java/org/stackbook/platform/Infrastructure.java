package org.stackbook.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.FactBook;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.platform.engine.ServerSets;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Quorum;
import org.stackbook.stamp.Server;
import org.stackbook.stamp.Stamp;
import org.stackbook.stamp.StampWords;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;
import org.stackbook.word.Takes;

/**
 * What the system itself runs on: the cluster of its servers, their storage pool, the virtual
 * machines of the infrastructure with their roles, and the rings of Service Fabric. What is not
 * public is taken from a starred assumption, or from what the user says.
 *
 * <pre>{@code
 * oslo.infrastructure().stop(2);
 * oslo.infrastructure().stop("n1", "n3").stops("AzS-NC01");
 * oslo.infrastructure(i -> i.ring(5).replicas(5, 3)).walk("n2")
 * }</pre>
 *
 * <p>Source: ASDK architecture; Use the privileged endpoint; What is Network Controller; Disaster
 * recovery in Azure Service Fabric.
 */
public final class Infrastructure extends Result implements OfStamp {

  private final Stamp stamp;
  private final ClusterPart cluster;
  private final PoolPart pool;
  private final List<RolePart> roles;
  private final List<RingPart> rings;
  private final Figure<Integer> domains;

  private Infrastructure(Stamp stamp, InfrastructureOptions said) {
    if (stamp.servers().size() > ServerSets.MOST_SERVERS) {
      throw Refusal.of(
              "infrastructure()",
              "sets of up to " + ServerSets.MOST_SERVERS + " servers are counted")
          .wayOut("describe a stamp with fewer servers")
          .asException();
    }
    InfrastructureParts parts = new InfrastructureParts(stamp, said);
    this.stamp = stamp;
    this.cluster = parts.cluster();
    this.pool = parts.pool();
    this.roles = parts.roles();
    this.rings = parts.rings();
    this.domains = said.domains();
  }

  /**
   * The infrastructure of a stamp.
   *
   * @param said what is known of it and not public
   * @throws Refusal if a word is said twice, or a number is out of range
   */
  public static Infrastructure of(Stamp stamp, Consumer<InfrastructureOptions> said) {
    InfrastructureOptions options = new InfrastructureOptions(stamp.build());
    said.accept(options);
    return new Infrastructure(stamp, options);
  }

  /** The stamp. */
  @Override
  public Stamp stamp() {
    return stamp;
  }

  /**
   * What stops when so many servers stop at once: each set of them is looked at.
   *
   * @param servers 1 to one less than there are
   * @throws Refusal if none would be left, or none stops
   */
  public ServerLoss stop(int servers) {
    return new ServerLoss(this, sizeOf("stop", servers), false);
  }

  /**
   * What stops when so many servers stop one after the other, with time to vote between. Virtual
   * machines are not taken to restart in that time.
   *
   * @param servers 1 to one less than there are
   * @throws Refusal if none would be left, or none stops
   */
  public ServerLoss stopInTurn(int servers) {
    return new ServerLoss(this, sizeOf("stopInTurn", servers), true);
  }

  private int sizeOf(String word, int servers) {
    int most = stamp.servers().size() - 1;
    if (servers < 1 || servers > most) {
      throw Refusal.of(word + "(" + servers + ")", "1 to " + most + " servers can stop")
          .wayOut("leave one of " + stamp.serverNames() + " up")
          .asException();
    }
    return servers;
  }

  /**
   * What stops when these servers stop at once.
   *
   * @param servers such as {@code n3}
   * @throws Refusal if there is no such server, one is named twice, or none would be left
   */
  public ServerLoss stop(@Takes(StampWords.Servers.class) String... servers) {
    int set = setOf("stop", servers);
    sizeOf("stop", Integer.bitCount(set));
    return new ServerLoss(this, set);
  }

  /**
   * The rings and roles while their upgrade domains are upgraded one after the other.
   *
   * @param stopped servers that are down the whole time, such as {@code n3}
   * @throws Refusal if there is no such server, one is named twice, or none would be left
   */
  public UpgradeWalk walk(@Takes(StampWords.Servers.class) String... stopped) {
    int set = setOf("walk", stopped);
    int most = stamp.servers().size() - 1;
    if (Integer.bitCount(set) > most) {
      throw Refusal.of("walk(…)", "no server would be left: 0 to " + most + " can be down")
          .wayOut("leave one of " + stamp.serverNames() + " up")
          .asException();
    }
    return new UpgradeWalk(this, set, domains);
  }

  /** The votes of cluster and pool after the servers of a set stopped at once. */
  Quorum quorum(int set) {
    return new Quorum(
        stamp,
        List.of(
            IntStream.range(0, stamp.servers().size())
                .filter(i -> (set >> i & 1) == 1)
                .mapToObj(i -> stamp.servers().get(i).name())
                .toList()),
        cluster.witness());
  }

  private int setOf(String word, String... servers) {
    List<String> names = stamp.servers().stream().map(Server::name).toList();
    int set = 0;
    for (String server : servers) {
      String given = word + "(\"" + server + "\")";
      int bit = 1 << names.indexOf(stamp.server(server, given).name());
      if ((set & bit) != 0) {
        throw Refusal.of(given, "it is named already").wayOut("name it once").asException();
      }
      set |= bit;
    }
    return set;
  }

  /** The names of a set of servers. */
  String names(int set) {
    return IntStream.range(0, stamp.servers().size())
        .filter(i -> (set >> i & 1) == 1)
        .mapToObj(i -> stamp.servers().get(i).name())
        .collect(Collectors.joining(", "));
  }

  ClusterPart cluster() {
    return cluster;
  }

  PoolPart pool() {
    return pool;
  }

  /** Roles and rings. */
  List<RolePart> virtualMachines() {
    List<RolePart> all = new ArrayList<>(roles);
    rings.forEach(ring -> all.add(ring.vms()));
    return all;
  }

  /** Cluster and pool first, then roles, then rings. */
  List<Part> parts() {
    List<Part> all = new ArrayList<>(List.of(cluster, pool));
    all.addAll(roles);
    all.addAll(rings);
    return all;
  }

  /** The ring of that name, with its votes. */
  Optional<RingPart> ring(String name) {
    return rings.stream().filter(r -> r.name().equals(name)).findFirst();
  }

  private static Figure<Integer> sum(String name, List<Figure<Integer>> of) {
    return Figure.derived(
        name,
        of.stream().mapToInt(Figure::value).sum(),
        of.stream().map(each -> "{" + each.name() + "}").collect(Collectors.joining(" + ")),
        of.toArray(Figure<?>[]::new));
  }

  private Figure<Integer> vmsOfRoles() {
    return sum("VMs of roles", roles.stream().map(RolePart::has).toList());
  }

  private Figure<Integer> vmsOfRings() {
    return sum("VMs of rings", rings.stream().map(RingPart::has).toList());
  }

  private Figure<Integer> vms() {
    return sum("VMs in all", List.of(vmsOfRoles(), vmsOfRings()));
  }

  /** What the capacity page tells of their number. */
  private Figure<Integer> vmsStated() {
    FactBook ours = Facts.ours();
    Fact fact = ours.fact(ours.entryFor("infrastructure/rows", stamp.build().name()) + "/vms");
    return Figure.stated("VMs as the capacity page counts", fact.integer(), fact);
  }

  @Override
  public String title() {
    return "Infrastructure of " + stamp.name() + " in build " + stamp.build();
  }

  @Override
  public String verdict() {
    return String.format(
        Locale.ROOT,
        "%d roles on %d* VMs and %d rings on %d* make %d* VMs, where the capacity page counts about"
            + " %d; %d servers and %d drives vote.",
        roles.size(),
        vmsOfRoles().value(),
        rings.size(),
        vmsOfRings().value(),
        vms().value(),
        vmsStated().value(),
        cluster.has().value(),
        pool.has().value());
  }

  @Override
  public DataTable data() {
    DataTable.Builder table =
        DataTable.of(title())
            .text("part")
            .text("what it does")
            .count("has")
            .count("needs")
            .number("memory of each", "GiB", 0)
            .text("servers");
    for (Part each : List.of(cluster, pool)) {
      table.row(each.name(), each.what(), each.has(), each.needs(false), null, "all");
    }
    for (RolePart each : virtualMachines()) {
      int set = 0;
      for (int server : each.servers()) {
        set |= 1 << server;
      }
      table.row(
          each.name(),
          each.what(),
          each.has(),
          each.needed(),
          each.memory().orElse(null),
          new DataTable.Cell(names(set), true));
    }
    table.note("Ours: " + Facts.ours().fact("infrastructureRoles/spread/value").text() + ".");
    table.note("Ours: " + Facts.ours().fact("serviceFabric/ownVms/value").text() + ".");
    Fact ring = Facts.ours().fact("serviceFabric/infrastructureRing/value");
    if (ring.builds().includes(stamp.build().name())) {
      table.note("Ours: " + ring.text() + ".");
    }
    return table.build();
  }

  @Override
  public Optional<Picture> picture() {
    int most = stamp.servers().size() - 1;
    if (most == 0) {
      return Optional.empty();
    }
    List<List<Double>> shares =
        parts().stream()
            .map(
                part ->
                    IntStream.rangeClosed(1, most)
                        .mapToObj(n -> 100 * setsOfAll(part, n, false).share())
                        .toList())
            .toList();
    return Optional.of(
        new Picture.HeatMap(
            "How many sets of servers stop it (%)",
            "For each part and each number of servers, the share of sets of servers that stop it,"
                + " by itself or with cluster and pool.",
            "Servers that stop at once",
            "Part",
            IntStream.rangeClosed(1, most).mapToObj(String::valueOf).toList(),
            parts().stream().map(Part::name).toList(),
            shares,
            Picture.Role.BAD));
  }

  /** The sets of servers that stop a part by itself. */
  ServerSets setsOfItself(Part part, int size, boolean inTurn) {
    return ServerSets.all(stamp.servers().size(), size, set -> part.stops(set, inTurn));
  }

  /** The sets of servers that stop a part, by itself or with what it runs on. */
  ServerSets setsOfAll(Part part, int size, boolean inTurn) {
    List<Part> under = under(part);
    return ServerSets.all(stamp.servers().size(), size, set -> chance(part, under, set, inTurn));
  }

  /** How likely a set of servers stops a part, by itself or with what it runs on. */
  double chance(Part part, int set, boolean inTurn) {
    return chance(part, under(part), set, inTurn);
  }

  /** A tie is one of the cluster only, so that the chances are independent. */
  private static double chance(Part part, List<Part> under, int set, boolean inTurn) {
    double goesOn = 1 - part.stops(set, inTurn);
    for (Part each : under) {
      goesOn *= 1 - each.stops(set, inTurn);
    }
    return 1 - goesOn;
  }

  /** What a part stops with: all with the cluster, and what has volumes with the pool. */
  List<Part> under(Part part) {
    return part.equals(cluster)
        ? List.of()
        : part.equals(pool) ? List.of(cluster) : List.of(cluster, pool);
  }

  @Override
  public List<Figure<?>> figures() {
    List<Figure<?>> figures = new ArrayList<>();
    figures.add(vms());
    figures.add(vmsOfRoles());
    figures.add(vmsOfRings());
    figures.add(vmsStated());
    for (RolePart role : roles) {
      figures.add(role.has());
      figures.add(role.needed());
      role.memory().ifPresent(figures::add);
    }
    rings.forEach(ring -> figures.add(ring.needs(false)));
    figures.add(cluster.needs(false));
    figures.add(pool.needs(false));
    return figures;
  }
}
