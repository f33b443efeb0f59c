package org.stackbook.compute;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.stackbook.compute.engine.VmPlacer;
import org.stackbook.stamp.Quorum;

/**
 * What happens to VMs: they are placed in their order, then servers fail, then VMs restart, if
 * cluster and pool have their quorum.
 */
final class VmCourse {

  private static final int CHECK_EVERY = 4_096;

  private final HostMemory host;
  private final List<AskedVm> vms;
  private final VmPlacer placer;
  private final int[] server;
  private final VmDisposition[] what;
  private final List<List<String>> failed = new ArrayList<>();
  private Quorum quorum;
  private long homeless;

  /**
   * @param count how many of the VMs are placed, the first ones
   * @param failures servers that fail at once, one array after the other
   */
  VmCourse(HostMemory host, VmQuestion asked, int count, List<int[]> failures) {
    this.host = host;
    this.vms = asked.vms().subList(0, count);
    int servers = host.servers().value();
    long[] free = new long[servers];
    Arrays.fill(free, Math.max(0, host.forVmsOfServer().value().count()));
    this.placer =
        new VmPlacer(
            free,
            host.infrastructureOfServer().count(),
            host.engineRules(),
            asked.sets().size(),
            asked.seed());
    this.server = new int[vms.size()];
    this.what = new VmDisposition[vms.size()];
    this.quorum = vote();
    create();
    failures.forEach(this::fail);
  }

  private void create() {
    for (int i = 0; i < server.length; i++) {
      AskedVm vm = vms.get(i);
      boolean highlyAvailable = vm.size().isHighlyAvailable();
      server[i] =
          vm.hasServer()
              ? placer.createOn(vm.on(), vm.memory(), highlyAvailable)
              : placer.create(vm.memory(), highlyAvailable, vm.set(), vm.domain());
      what[i] = VmDisposition.of(placer.obstacle());
      if (i % CHECK_EVERY == 0 && Thread.currentThread().isInterrupted()) {
        throw new CancellationException("interrupted while VMs are placed");
      }
    }
  }

  private Quorum vote() {
    return new Quorum(host.stamp(), failed, Quorum.assumedWitness());
  }

  private void fail(int[] servers) {
    failed.add(Arrays.stream(servers).mapToObj(s -> host.stamp().servers().get(s).name()).toList());
    quorum = vote();
    homeless += placer.fail(servers);
    if (!quorum.isKept()) {
      stopAll();
      return;
    }
    for (int i = 0; i < server.length; i++) {
      if (server[i] != VmPlacer.NO_HOST && isIn(server[i], servers)) {
        restart(i);
      }
    }
  }

  private void stopAll() {
    homeless = 0;
    for (int i = 0; i < server.length; i++) {
      if (server[i] != VmPlacer.NO_HOST) {
        server[i] = VmPlacer.NO_HOST;
        what[i] = VmDisposition.NO_QUORUM;
      }
    }
  }

  private static boolean isIn(int each, int[] servers) {
    return Arrays.stream(servers).anyMatch(s -> s == each);
  }

  private void restart(int i) {
    AskedVm vm = vms.get(i);
    if (!vm.size().isHighlyAvailable()) {
      server[i] = VmPlacer.NO_HOST;
      what[i] = VmDisposition.NOT_HIGHLY_AVAILABLE;
      return;
    }
    server[i] = placer.restart(vm.memory(), vm.set(), vm.domain());
    what[i] =
        server[i] == VmPlacer.NO_HOST
            ? VmDisposition.NOT_RESTARTED
            : placer.isTogether() ? VmDisposition.RESTARTED_TOGETHER : VmDisposition.RESTARTED;
  }

  /** The state after all that happened; not to be changed. */
  VmPlacer state() {
    return placer;
  }

  /** The server that a VM is on, or {@link VmPlacer#NO_HOST}. */
  int server(int vm) {
    return server[vm];
  }

  VmDisposition what(int vm) {
    return what[vm];
  }

  /** The votes of cluster and pool after all that happened. */
  Quorum quorum() {
    return quorum;
  }

  /** Memory of the infrastructure that found no place on the servers left. */
  long homeless() {
    return homeless;
  }

  /** The VMs that are on a server. */
  List<AskedVm> on(int host) {
    List<AskedVm> there = new ArrayList<>();
    for (int i = 0; i < server.length; i++) {
      if (server[i] == host) {
        there.add(vms.get(i));
      }
    }
    return there;
  }
}
