package org.stackbook.storage;

import java.util.List;
import org.stackbook.fact.Figure;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;

/**
 * Groups of symbols, some of them data and the others parity.
 *
 * @param text as the pages write it, such as {@code RS 4+2}
 * @param data symbols of a group that hold data
 * @param symbols all symbols of a group
 */
record ParityLayout(String text, Figure<Integer> data, Figure<Integer> symbols)
    implements VolumeLayout {

  @Override
  public Figure<Ratio> efficiency() {
    return Figure.derived(
        "efficiency",
        Ratio.of((double) data.value() / symbols.value()),
        "{data} ÷ {symbols}",
        data,
        symbols);
  }

  @Override
  public Figure<Bytes> footprint(Figure<Bytes> size) {
    Bytes taken =
        Bytes.of(
            -Math.floorDiv(
                Math.multiplyExact(-size.value().count(), (long) symbols.value()),
                (long) data.value()),
            size.value().unit());
    return Figure.derived(
        "footprint", taken, "{" + size.name() + "} × {symbols} ÷ {data}", size, symbols, data);
  }

  @Override
  public List<Group> groups() {
    return List.of(new Group(symbols.value(), 1.0 / data.value()));
  }
}
