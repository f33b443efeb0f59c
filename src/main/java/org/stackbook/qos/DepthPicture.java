package org.stackbook.qos;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.stackbook.qos.engine.Course;
import org.stackbook.qos.engine.Meter;
import org.stackbook.view.Picture;
import org.stackbook.view.Picture.Line;
import org.stackbook.view.Picture.Role;

/** Requests of each tenant that are under way, over time; of many, those with the most. */
final class DepthPicture {

  /** More lines than this have no colours of their own. */
  private static final int MOST = 8;

  private static final double SECONDS_PER_MINUTE = 60;
  private static final double SECONDS_PER_HOUR = 3_600;

  private DepthPicture() {}

  static Optional<Picture> of(QosRun run) {
    List<Line> lines = new ArrayList<>();
    double length = run.scenario().said().duration().value().seconds();
    double unit =
        length > 2 * SECONDS_PER_HOUR
            ? SECONDS_PER_HOUR
            : length > 2 * SECONDS_PER_MINUTE ? SECONDS_PER_MINUTE : 1;
    String symbol = unit == SECONDS_PER_HOUR ? "h" : unit == 1 ? "s" : "min";
    int count = run.outcome().tenants().size();
    for (int t : shown(run)) {
      Course course = run.outcome().tenants().get(t).course();
      List<Double> xs = new ArrayList<>();
      for (int part = 0; part < Course.PARTS; part++) {
        xs.add((part + 0.5) * course.seconds() / unit);
      }
      lines.add(
          new Line(
              run.scenario().tenants().get(t).name(),
              xs,
              Arrays.stream(course.depth()).boxed().toList(),
              Role.PLAIN));
    }
    return Optional.of(
        new Picture.Lines(
            "Requests under way",
            (count > MOST
                    ? MOST + " lines over time, for those of " + count + " tenants with the most"
                    : "A line for each tenant over time")
                + ": requests that came and are not done. "
                + run.verdict(),
            "Time (" + symbol + ")",
            "Requests under way",
            lines));
  }

  /** Those that have a line, in the order in which they were said. */
  private static List<Integer> shown(QosRun run) {
    List<Meter> tenants = run.outcome().tenants();
    return IntStream.range(0, tenants.size())
        .boxed()
        .sorted(Comparator.comparingDouble(t -> -tenants.get(t).course().meanDepth()))
        .limit(MOST)
        .sorted()
        .toList();
  }
}
