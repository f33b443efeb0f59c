package org.stackbook.stamp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.stackbook.unit.Bytes;

/** Descriptions put back into the words that a user would type, for messages. */
final class Words {

  private Words() {}

  /** {@code tb(1.6)}. */
  static String size(Bytes size) {
    String[] parts = size.exactText().split(" ", 2);
    return parts[1].toLowerCase(Locale.ROOT) + "(" + parts[0] + ")";
  }

  static String quoted(String text) {
    return "\"" + text + "\"";
  }

  /** {@code capacity(10, HDD, tb(8))}. */
  static String group(String word, int count, Media media, Bytes size) {
    return word + "(" + count + ", " + media.name() + ", " + size(size) + ")";
  }

  /** All drives of a role: {@code cache(2, NVME, tb(1.6)).cache(1, NVME, tb(3.2))}. */
  static String drives(List<Drive> drives) {
    List<String> said = new ArrayList<>();
    for (DriveGroup g : DriveGroup.of(drives)) {
      said.add(group(g.role().toString(), g.count(), g.media(), g.size()));
    }
    return String.join(".", said);
  }

  static String volume(Volume volume) {
    return "volume(" + quoted(volume.name()) + ", " + size(volume.size()) + ")";
  }

  /** {@code one drive}, {@code 3 drives}. */
  static String count(int n, String noun) {
    return n == 1 ? "one " + noun : n + " " + noun + "s";
  }
}
