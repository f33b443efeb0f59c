package org.stackbook.stamp;

import java.util.EnumMap;
import java.util.Map;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.engine.DriveTimes;
import org.stackbook.unit.ByteUnit;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Timespan;

/** How drives of each type serve requests: as the user says, or else as is assumed. */
public final class ServiceTimes {

  private static final double NANOS = 1e9;
  private static final double NANOS_PER_MICRO = 1e3;

  private final Map<Media, DriveTimes> said = new EnumMap<>(Media.class);

  /** Nothing is said yet. */
  public ServiceTimes() {}

  /**
   * Says how drives of a type serve, for a word {@code service(…)}.
   *
   * @param media the type
   * @param read time of a random read before its bytes move
   * @param write time of a random write before its bytes move
   * @param lanes requests that are served at once, 1 or more
   * @throws Refusal if it was said of this type already, or there is no lane
   */
  public void say(Media media, Timespan read, Timespan write, int lanes) {
    String given = "service(" + media + ", …)";
    if (lanes < 1) {
      throw Refusal.of(given, "a drive serves one request at once or more")
          .wayOut("say 1 for a disk with one arm")
          .asException();
    }
    DriveTimes times =
        new DriveTimes(
            (long) (read.seconds() * NANOS),
            (long) (write.seconds() * NANOS),
            stream(media).value().count(),
            lanes);
    if (said.putIfAbsent(media, times) != null) {
      throw Refusal.of(given, "it is said of " + media + " already")
          .wayOut("keep one of the two")
          .asException();
    }
  }

  /** How drives of a type serve. */
  public DriveTimes of(Media media) {
    DriveTimes times = said.get(media);
    return times != null
        ? times
        : new DriveTimes(
            (long) (assumed(media, "readMicros").number() * NANOS_PER_MICRO),
            (long) (assumed(media, "writeMicros").number() * NANOS_PER_MICRO),
            stream(media).value().count(),
            assumed(media, "lanes").integer());
  }

  /** The same times, which stay as they are whatever is said later. */
  public ServiceTimes copy() {
    ServiceTimes copy = new ServiceTimes();
    copy.said.putAll(said);
    return copy;
  }

  /** How many requests a drive of a type serves at once. */
  public Figure<Integer> lanes(Media media) {
    String name = media + " at once";
    return said.containsKey(media)
        ? Figure.given(name, of(media).lanes(), "service(…)")
        : Figure.stated(name, of(media).lanes(), assumed(media, "lanes"));
  }

  /** How long a random read or write takes before its bytes move. */
  public Figure<Timespan> figure(Media media, boolean write) {
    String name = (write ? "write of " : "read of ") + media;
    DriveTimes times = of(media);
    Timespan time = new Timespan((write ? times.writeNanos() : times.readNanos()) / NANOS);
    return said.containsKey(media)
        ? Figure.given(name, time, "service(…)")
        : Figure.stated(name, time, assumed(media, write ? "writeMicros" : "readMicros"));
  }

  /** What a drive of a type moves in a second. */
  public static Figure<Bytes> stream(Media media) {
    Fact assumed = Facts.ours().fact("repair/drivePerSecondMB/" + media);
    return Figure.stated(media + " per second", assumed.bytes().as(ByteUnit.MB), assumed);
  }

  private static Fact assumed(Media media, String what) {
    return Facts.ours().fact("service/" + media + "/" + what);
  }
}
