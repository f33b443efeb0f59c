package org.stackbook.qos;

import java.util.ArrayList;
import java.util.List;
import org.stackbook.qos.engine.Counts;
import org.stackbook.view.DataTable;
import org.stackbook.view.DataTable.Cell;

/** Rows of what became of requests: of tenants, virtual machines, disks. */
final class CountsTable {

  private static final double[] PERCENTILES = {50, 99, 99.9};

  private final DataTable.Builder table;
  private final double seconds;

  /**
   * @param table with the columns of names
   * @param seconds how long it was looked at
   * @param decimals of requests per second
   */
  CountsTable(DataTable.Builder table, double seconds, int decimals) {
    this.table = table;
    this.seconds = seconds;
    table
        .number("offered", "IOPS", decimals)
        .number("served", "IOPS", decimals)
        .number("throttled", "%", 1)
        .count("refused")
        .count("queued at the end")
        .number("mean", "ms", 2);
    for (double percentile : PERCENTILES) {
      table.number("p" + String.valueOf(percentile).replace(".0", ""), "ms", 2);
    }
    table.number("under way", "", 1);
  }

  /** What is told under it or beside it. */
  DataTable.Builder table() {
    return table;
  }

  /** Latencies of whom nothing was done are left empty. */
  void row(Counts counts, Object... names) {
    List<Object> row = new ArrayList<>(List.of(names));
    row.add(star(counts.offered() / seconds));
    row.add(star(counts.served() / seconds));
    row.add(star(counts.offered() == 0 ? 0 : 100.0 * counts.throttled() / counts.offered()));
    row.add(star(counts.refused()));
    row.add(star(counts.queued()));
    boolean any = counts.served() > 0;
    row.add(any ? star(counts.meanSeconds() * 1e3) : new Cell(null, false));
    for (double percentile : PERCENTILES) {
      row.add(any ? star(counts.percentile(percentile) * 1e3) : new Cell(null, false));
    }
    row.add(star(counts.meanDepth()));
    table.row(row.toArray());
  }

  private static Cell star(Number value) {
    return new Cell(value, true);
  }
}
