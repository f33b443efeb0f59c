package org.stackbook.storage;

import java.util.List;
import java.util.Set;
import org.stackbook.stamp.StampWords;
import org.stackbook.word.Vocabulary;

/** The servers and drives of a placement that have not failed. */
final class PartsThatAreUp implements Vocabulary {

  @Override
  public List<String> words(Place place) {
    List<String> all = new StampWords.ServersAndDrives().words(place);
    Set<String> failed = PlacementMeant.receiver(place).map(Placement::failed).orElse(Set.of());
    return all.stream()
        .filter(name -> !failed.contains(name) && !failed.contains(name.replaceFirst("/.*", "")))
        .toList();
  }
}
