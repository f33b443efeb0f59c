package org.stackbook.compute.engine;

import java.util.Arrays;

/** Which hosts the fault domains of a set of VMs are on. */
final class SetMembers {

  private int[] host = new int[4];
  private int[] domain = new int[4];
  private int size;

  int size() {
    return size;
  }

  int host(int entry) {
    return host[entry];
  }

  int domain(int entry) {
    return domain[entry];
  }

  void add(int onHost, int inDomain) {
    for (int i = 0; i < size; i++) {
      if (host[i] == onHost && domain[i] == inDomain) {
        return;
      }
    }
    if (size == host.length) {
      host = Arrays.copyOf(host, 2 * size);
      domain = Arrays.copyOf(domain, 2 * size);
    }
    host[size] = onHost;
    domain[size++] = inDomain;
  }

  void removeHost(int gone) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (host[i] != gone) {
        host[kept] = host[i];
        domain[kept++] = domain[i];
      }
    }
    size = kept;
  }
}
