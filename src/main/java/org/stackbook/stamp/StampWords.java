package org.stackbook.stamp;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stackbook.word.Vocabulary;

/** The names that a stamp brings along, for texts that take one of them. */
public final class StampWords {

  private StampWords() {}

  /** The builds that there were, the latest first. */
  public static final class Builds implements Vocabulary {

    /** For {@link org.stackbook.word.Takes}. */
    public Builds() {}

    @Override
    public List<String> words(Place place) {
      List<String> names = Build.all().stream().map(Build::name).toList();
      return Stream.iterate(names.size() - 1, i -> i >= 0, i -> i - 1).map(names::get).toList();
    }
  }

  /** The sizes of VMs that the build of the stamp offers, or all if there is no stamp. */
  public static final class VmSizeNames implements Vocabulary {

    /** For {@link org.stackbook.word.Takes}. */
    public VmSizeNames() {}

    @Override
    public List<String> words(Place place) {
      return stamp(place)
          .map(stamp -> VmSizes.of(stamp.build()).sizes().stream())
          .orElseGet(() -> VmSizes.known().stream())
          .map(VmSize::name)
          .toList();
    }
  }

  /** The servers of the stamp. */
  public static final class Servers implements Vocabulary {

    /** For {@link org.stackbook.word.Takes}. */
    public Servers() {}

    @Override
    public List<String> words(Place place) {
      return stamp(place).stream().flatMap(StampWords::servers).toList();
    }
  }

  /** The drives of the stamp, each with its server: {@code n5/disk7}. */
  static final class Drives implements Vocabulary {
    @Override
    public List<String> words(Place place) {
      return stamp(place).stream().flatMap(StampWords::drives).toList();
    }
  }

  /** The cache drives of the stamp, each with its server: {@code n3/disk1}. */
  public static final class CacheDrives implements Vocabulary {

    /** For {@link org.stackbook.word.Takes}. */
    public CacheDrives() {}

    @Override
    public List<String> words(Place place) {
      return stamp(place).stream()
          .flatMap(stamp -> stamp.servers().stream())
          .flatMap(server -> server.cacheDrives().stream())
          .map(Drive::id)
          .toList();
    }
  }

  /** The drives of the server. */
  static final class DrivesOfServer implements Vocabulary {
    @Override
    public List<String> words(Place place) {
      return place.receiver() instanceof Server server
          ? server.drives().stream().map(Drive::name).toList()
          : List.of();
    }
  }

  /** The servers of the stamp, and then its drives. */
  public static final class ServersAndDrives implements Vocabulary {

    /** For {@link org.stackbook.word.Takes}. */
    public ServersAndDrives() {}

    @Override
    public List<String> words(Place place) {
      return stamp(place).stream()
          .flatMap(stamp -> Stream.concat(servers(stamp), drives(stamp)))
          .toList();
    }
  }

  private static Optional<Stamp> stamp(Vocabulary.Place place) {
    return Stream.of(Optional.ofNullable(place.receiver()), Optional.ofNullable(place.origin()))
        .flatMap(Optional::stream)
        .map(StampWords::stamp)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<Stamp> stamp(@Nullable Object value) {
    return value instanceof Stamp stamp
        ? Optional.of(stamp)
        : value instanceof OfStamp of ? Optional.of(of.stamp()) : Optional.empty();
  }

  private static Stream<String> servers(Stamp stamp) {
    return stamp.servers().stream().map(Server::name);
  }

  private static Stream<String> drives(Stamp stamp) {
    return stamp.servers().stream().flatMap(server -> server.drives().stream()).map(Drive::id);
  }
}
