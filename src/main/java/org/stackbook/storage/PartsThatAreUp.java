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
    if (!(place.receiver() instanceof Placement placement)) {
      return all;
    }
    Set<String> failed = placement.failed();
    return all.stream()
        .filter(name -> !failed.contains(name) && !failed.contains(name.replaceFirst("/.*", "")))
        .toList();
  }
}
