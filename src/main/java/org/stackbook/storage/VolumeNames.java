package org.stackbook.storage;

import java.util.List;
import org.stackbook.word.Vocabulary;

/** The volumes of a placement. */
final class VolumeNames implements Vocabulary {

  @Override
  public List<String> words(Place place) {
    return place.receiver() instanceof Placement placement
        ? placement.volumes().stream().map(VolumeSlabs::name).toList()
        : List.of();
  }
}
