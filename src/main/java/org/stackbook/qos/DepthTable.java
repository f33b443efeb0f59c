package org.stackbook.qos;

import java.util.ArrayList;
import java.util.List;
import org.stackbook.qos.engine.Course;
import org.stackbook.view.DataTable;
import org.stackbook.view.DataTable.Cell;

/** Requests that are under way, part of the time by part. */
final class DepthTable {

  private DepthTable() {}

  /**
   * @param all one column each, one or more
   * @param end of the time, in seconds
   */
  static DataTable of(String title, List<Depth> all, double end) {
    DataTable.Builder table = DataTable.of(title).number("from", "s", 2);
    all.forEach(each -> table.number(each.name(), "", 1));
    List<double[]> depths = all.stream().map(each -> each.course().depth()).toList();
    double part = all.get(0).course().seconds();
    for (int i = 0; i < Course.PARTS && i * part < end; i++) {
      List<Object> row = new ArrayList<>();
      row.add(i * part);
      for (double[] depth : depths) {
        row.add(new Cell(depth[i], true));
      }
      table.row(row.toArray());
    }
    return table.note("Requests that came and are not done, in the mean of each part.").build();
  }
}
