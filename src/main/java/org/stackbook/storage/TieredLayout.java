package org.stackbook.storage;

import java.util.List;
import java.util.stream.Stream;
import org.stackbook.fact.Figure;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;

/**
 * Part mirror, part parity: writes land in the mirror and move to the parity later.
 *
 * @param mirror share of the volume that is mirror, more than 0 and less than 1
 * @param fast the mirror
 * @param slow the parity
 */
record TieredLayout(Figure<Ratio> mirror, VolumeLayout fast, VolumeLayout slow)
    implements VolumeLayout {

  @Override
  public String text() {
    return mirror.value() + " " + fast.text() + ", " + parity() + " " + slow.text();
  }

  private Ratio parity() {
    return Ratio.of(1 - mirror.value().value());
  }

  @Override
  public Figure<Ratio> efficiency() {
    Figure<Ratio> ofMirror = fast.efficiency().named("efficiency of the mirror");
    Figure<Ratio> ofParity = slow.efficiency().named("efficiency of the parity");
    double taken =
        mirror.value().value() / ofMirror.value().value()
            + parity().value() / ofParity.value().value();
    return Figure.derived(
        "efficiency",
        Ratio.of(1 / taken),
        "1 ÷ ({mirror} ÷ {efficiency of the mirror} + (1 − {mirror}) ÷ {efficiency of the parity})",
        mirror,
        ofMirror,
        ofParity);
  }

  @Override
  public Figure<Bytes> footprint(Figure<Bytes> size) {
    Figure<Bytes> first =
        Figure.derived(
            "mirror part",
            size.value().times(mirror.value()),
            "{" + size.name() + "} × {mirror}",
            size,
            mirror);
    Figure<Bytes> second =
        Figure.derived(
            "parity part",
            size.value().minus(first.value()),
            "{" + size.name() + "} − {mirror part}",
            size,
            first);
    return Pool.sum(
        "footprint",
        List.of(
            fast.footprint(first).named("footprint of the mirror"),
            slow.footprint(second).named("footprint of the parity")));
  }

  @Override
  public List<Group> groups() {
    return Stream.concat(
            fast.groups().stream().map(g -> scaled(g, mirror.value())),
            slow.groups().stream().map(g -> scaled(g, parity())))
        .toList();
  }

  private static Group scaled(Group group, Ratio share) {
    return new Group(group.width(), group.symbol() * share.value());
  }
}
