package org.stackbook.storage;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.stackbook.stamp.OfStamp;
import org.stackbook.word.Vocabulary;

/** The placement that a text is about, as far as it can be told before the cell is run. */
final class PlacementMeant {

  private PlacementMeant() {}

  /** The one whose words are asked, or that of the result whose words are. */
  static Optional<Placement> receiver(Vocabulary.Place place) {
    return of(place.receiver());
  }

  private static Optional<Placement> of(@Nullable Object value) {
    if (value instanceof Placement placement) {
      return Optional.of(placement);
    }
    if (value instanceof LossAnalysis losses) {
      return Optional.of(losses.placement());
    }
    if (value instanceof StorageHealth health) {
      return Optional.of(health.placement());
    }
    if (value instanceof Repair repair) {
      return Optional.of(repair.repaired());
    }
    return value instanceof Rebalancing moved ? Optional.of(moved.after()) : Optional.empty();
  }

  /**
   * Its volumes; in a chain those of the placement that it begins with, or that the stamp will have
   * when it is placed.
   */
  static List<String> volumes(Vocabulary.Place place) {
    return Stream.of(of(place.receiver()), of(place.origin()))
        .flatMap(Optional::stream)
        .findFirst()
        .map(placed -> placed.volumes().stream().map(VolumeSlabs::name).toList())
        .orElseGet(() -> planned(place));
  }

  private static List<String> planned(Vocabulary.Place place) {
    return place.origin() instanceof OfStamp of
        ? Storage.of(of.stamp()).capacity().volumes().groups().stream()
            .flatMap(group -> group.names().stream())
            .toList()
        : List.of();
  }
}
