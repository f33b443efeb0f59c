package org.stackbook.storage;

import java.util.List;

/**
 * The slabs of a volume: those from {@code first} to before {@code end}.
 *
 * @param name of the volume
 * @param first its first slab
 * @param end one past its last slab
 * @param servers that it is confined to; empty for all
 */
record VolumeSlabs(String name, int first, int end, List<String> servers) {

  VolumeSlabs {
    servers = List.copyOf(servers);
  }

  /** A volume on all servers. */
  VolumeSlabs(String name, int first, int end) {
    this(name, first, end, List.of());
  }

  /** How many slabs it has. */
  int slabs() {
    return end - first;
  }

  /** The same slabs elsewhere in the map. */
  VolumeSlabs from(int start) {
    return new VolumeSlabs(name, start, start + slabs(), servers);
  }

  /** The same volume with more slabs. */
  VolumeSlabs with(int more) {
    return new VolumeSlabs(name, first, end + more, servers);
  }

  /** The same volume confined to servers. */
  VolumeSlabs confinedTo(List<String> some) {
    return new VolumeSlabs(name, first, end, some);
  }
}
