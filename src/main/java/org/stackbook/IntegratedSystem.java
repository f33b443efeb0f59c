package org.stackbook;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.stackbook.cache.Cache;
import org.stackbook.compute.Compute;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import org.stackbook.network.Network;
import org.stackbook.network.sdn.SdnOptions;
import org.stackbook.network.sdn.SoftwareDefinedNetwork;
import org.stackbook.platform.Infrastructure;
import org.stackbook.platform.InfrastructureOptions;
import org.stackbook.qos.Qos;
import org.stackbook.stamp.OfStamp;
import org.stackbook.stamp.Stamp;
import org.stackbook.storage.Storage;
import org.stackbook.view.DataTable;
import org.stackbook.view.Picture;
import org.stackbook.view.Result;

/**
 * An Azure Stack integrated system, as the door hands it out: a described stamp with the rooms that
 * answer questions about it.
 *
 * <pre>{@code
 * oslo.storage().capacity(); // asks the storage room
 * oslo.cache().binding();
 * oslo // as the last line of a cell: shows the stamp
 * }</pre>
 */
public final class IntegratedSystem extends Result implements OfStamp {

  private final Stamp stamp;

  IntegratedSystem(Stamp stamp) {
    this.stamp = stamp;
  }

  /** The description: build, servers, drives, volumes. */
  @Override
  public Stamp stamp() {
    return stamp;
  }

  /** Its storage: capacity, placement of copies, failures. */
  public Storage storage() {
    return Storage.of(stamp);
  }

  /** Its cache: which drive caches for which, and what it serves of a workload. */
  public Cache cache() {
    return Cache.of(stamp);
  }

  /** Its VMs: memory, what fits, where they are placed, what restarts after a failure. */
  public Compute compute() {
    return Compute.of(stamp);
  }

  /** Who shares its drives and network cards: caps, queues, neighbours. */
  public Qos qos() {
    return Qos.of(stamp);
  }

  /** Its networks: addresses, load balancing, filters, gateways. */
  public Network network() {
    return Network.of(stamp);
  }

  /**
   * Its software-defined network, through which flows are followed.
   *
   * @param description such as {@code n -> n.vip("203.0.113.10", v -> v.tcp(443).pool("web",
   *     "10.0.2.4"))}
   * @throws Refusal if what is described does not go together
   */
  public SoftwareDefinedNetwork network(Consumer<SdnOptions> description) {
    return SoftwareDefinedNetwork.of(stamp, description);
  }

  /** Its own virtual machines, roles and rings, and what stops when servers stop. */
  public Infrastructure infrastructure() {
    return infrastructure(options -> {});
  }

  /**
   * Its own virtual machines, roles and rings, and what stops when servers stop.
   *
   * @param known what is known of them and not public, such as {@code i -> i.ring(5)}
   * @throws Refusal if a word is said twice, or a number is out of range
   */
  public Infrastructure infrastructure(Consumer<InfrastructureOptions> known) {
    return Infrastructure.of(stamp, known);
  }

  @Override
  public String title() {
    return stamp.title();
  }

  @Override
  public String verdict() {
    return stamp.verdict();
  }

  @Override
  public DataTable data() {
    return stamp.data();
  }

  @Override
  public Optional<Picture> picture() {
    return stamp.picture();
  }

  @Override
  public List<Figure<?>> figures() {
    return stamp.figures();
  }
}
