package org.stackbook.storage;

import java.util.List;
import org.stackbook.word.Vocabulary;

/** The volumes of a placement. */
final class VolumeNames implements Vocabulary {

  @Override
  public List<String> words(Place place) {
    return PlacementMeant.volumes(place);
  }
}
