package org.stackbook.storage;

import java.util.List;
import org.stackbook.fact.Figure;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;

/**
 * Whole copies.
 *
 * @param text title of the mirror
 * @param copies how many
 */
record MirrorLayout(String text, Figure<Integer> copies) implements VolumeLayout {

  @Override
  public Figure<Ratio> efficiency() {
    return Figure.derived("efficiency", Ratio.of(1.0 / copies.value()), "1 ÷ {copies}", copies);
  }

  @Override
  public Figure<Bytes> footprint(Figure<Bytes> size) {
    return Figure.derived(
        "footprint",
        size.value().times(copies.value()),
        "{" + size.name() + "} × {copies}",
        size,
        copies);
  }

  @Override
  public List<Group> groups() {
    return List.of(new Group(copies.value(), 1));
  }
}
