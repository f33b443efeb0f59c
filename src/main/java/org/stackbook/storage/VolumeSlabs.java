package org.stackbook.storage;

import java.util.List;
import org.stackbook.error.Refusal;

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

  /**
   * Where a volume stands in a list.
   *
   * @param given what the user said
   * @throws Refusal if it is not there, with the nearest name
   */
  static int find(String name, List<VolumeSlabs> volumes, String given) {
    List<String> names = volumes.stream().map(VolumeSlabs::name).toList();
    int number = names.indexOf(name);
    if (number < 0) {
      throw Refusal.of(given, "no such volume. Volumes are " + String.join(", ", names))
          .nearest(name, names)
          .wayOut("name one of them")
          .asException();
    }
    return number;
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
