package org.stackbook.qos;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.stackbook.qos.engine.Course;
import org.stackbook.view.Picture;
import org.stackbook.view.Picture.Line;
import org.stackbook.view.Picture.Role;

/** Requests that are under way, over time; of many lines, those with the most. */
final class DepthPicture {

  /** More lines than this have no colours of their own. */
  private static final int MOST = 8;

  private static final double SECONDS_PER_MINUTE = 60;
  private static final double SECONDS_PER_HOUR = 3_600;

  private DepthPicture() {}

  /**
   * @param all one line each, one or more
   * @param what each is, such as {@code tenant}
   * @param length of the time, in seconds
   * @param verdict the answer in one line
   */
  static Picture of(List<Depth> all, String what, double length, String verdict) {
    List<Line> lines = new ArrayList<>();
    double unit =
        length > 2 * SECONDS_PER_HOUR
            ? SECONDS_PER_HOUR
            : length > 2 * SECONDS_PER_MINUTE ? SECONDS_PER_MINUTE : 1;
    String symbol = unit == SECONDS_PER_HOUR ? "h" : unit == 1 ? "s" : "min";
    for (Depth each : shown(all)) {
      List<Double> xs = new ArrayList<>();
      for (int part = 0; part < Course.PARTS; part++) {
        xs.add((part + 0.5) * each.course().seconds() / unit);
      }
      lines.add(
          new Line(
              each.name(), xs, Arrays.stream(each.course().depth()).boxed().toList(), Role.PLAIN));
    }
    return new Picture.Lines(
        "Requests under way",
        (all.size() > MOST
                ? MOST
                    + " lines over time, for those of "
                    + all.size()
                    + " "
                    + what
                    + "s with the most"
                : "A line for each " + what + " over time")
            + ": requests that came and are not done. "
            + verdict,
        "Time (" + symbol + ")",
        "Requests under way",
        lines);
  }

  /** Those that have a line, in the order in which they were said. */
  private static List<Depth> shown(List<Depth> all) {
    return IntStream.range(0, all.size())
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -all.get(i).course().meanDepth()))
        .limit(MOST)
        .sorted()
        .map(all::get)
        .toList();
  }
}
