package org.stackbook.qos;

import java.util.ArrayList;
import java.util.List;
import org.stackbook.qos.engine.Course;
import org.stackbook.view.DataTable;
import org.stackbook.view.DataTable.Cell;

/** Requests of each tenant that are under way, part of the time by part. */
final class DepthTable {

  private DepthTable() {}

  static DataTable of(QosRun run) {
    DataTable.Builder table = DataTable.of("Requests under way").number("from", "s", 2);
    List<double[]> depths = new ArrayList<>();
    double part = 0;
    for (int t = 0; t < run.outcome().tenants().size(); t++) {
      table.number(run.scenario().tenants().get(t).name(), "", 1);
      Course course = run.outcome().tenants().get(t).course();
      depths.add(course.depth());
      part = course.seconds();
    }
    double end = run.scenario().said().duration().value().seconds();
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
