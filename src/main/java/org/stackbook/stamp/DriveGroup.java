package org.stackbook.stamp;

import java.util.ArrayList;
import java.util.List;
import org.stackbook.unit.Bytes;

/**
 * Neighbouring drives of a server that are alike.
 *
 * @param count 1 or more
 */
record DriveGroup(int count, Media media, Bytes size, Role role) {

  /** The drives as runs of like ones, in their order. */
  static List<DriveGroup> of(List<Drive> drives) {
    List<DriveGroup> groups = new ArrayList<>();
    for (Drive d : drives) {
      DriveGroup last = groups.isEmpty() ? null : groups.get(groups.size() - 1);
      if (last != null
          && last.media == d.media()
          && last.size.equals(d.size())
          && last.role == d.role()) {
        groups.set(
            groups.size() - 1, new DriveGroup(last.count + 1, d.media(), last.size, last.role));
      } else {
        groups.add(new DriveGroup(1, d.media(), d.size(), d.role()));
      }
    }
    return groups;
  }

  /** {@code 10 × HDD 8 TB}. */
  @Override
  public String toString() {
    return count + " × " + media + " " + size;
  }
}
