package org.stackbook.storage;

import java.util.List;
import org.stackbook.stamp.StampWords;
import org.stackbook.word.Vocabulary;

/**
 * The servers and drives of a placement that have failed. What fails in the chain that the text
 * stands in is not known yet: there it may be any of the stamp.
 */
final class PartsThatAreDown implements Vocabulary {

  @Override
  public List<String> words(Place place) {
    return PlacementMeant.receiver(place)
        .map(placed -> List.copyOf(placed.failed()))
        .orElseGet(() -> new StampWords.ServersAndDrives().words(place));
  }
}
