package org.stackbook.network.sdn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Build;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.Timespan;

/**
 * After how long without a packet a MUX forgets a flow. What is set has no effect in early builds.
 *
 * <p>Source: release notes per build; known issues.
 *
 * @param build of the stamp
 * @param set by the user, if at all
 */
record IdleTimeout(Build build, Optional<Timespan> set) {

  private static final String NAME = "idle time-out";

  /** The one of a build where nothing is set. */
  static IdleTimeout notSet(Stamp stamp) {
    return new IdleTimeout(stamp.build(), Optional.empty());
  }

  private static Fact fact(String name) {
    return Facts.networking().fact("loadBalancing/idleTimeoutMinutes/" + name);
  }

  private static Fact since() {
    return Facts.ours().fact("sdn/idleTimeoutFrom/value");
  }

  /**
   * @throws Refusal if it is set already, or to nothing
   */
  IdleTimeout with(Timespan time, String given) {
    if (set.isPresent()) {
      throw Refusal.of(given, "idleTimeout is set to " + set.get() + " already")
          .wayOut("keep one of the two")
          .asException();
    }
    if (time.seconds() <= 0) {
      throw Refusal.of(given, "an idle time-out is more than 0")
          .wayOut("say idleTimeout(minutes(30))")
          .asException();
    }
    return new IdleTimeout(build, Optional.of(time));
  }

  private boolean isHeeded() {
    return build.isAtLeast(Build.named(since().text()));
  }

  /** The one that takes effect. */
  Figure<Timespan> figure() {
    Figure<Timespan> usual =
        Figure.stated(
            "default idle time-out", Timespan.minutes(fact("default").integer()), fact("default"));
    if (set.isEmpty()) {
      return usual.named(NAME);
    }
    Figure<Timespan> asked = Figure.given("idle time-out that is set", set.get(), "idleTimeout(…)");
    Figure<String> from = Figure.stated("first build that heeds it", since().text(), since());
    Figure<String> here = Figure.given("build", build.name(), "build(…)");
    return Figure.derived(
            NAME,
            isHeeded() ? asked.value() : usual.value(),
            "{idle time-out that is set} if {build} is not before {first build that heeds it}, else"
                + " {default idle time-out}",
            asked,
            here,
            from,
            usual)
        .by(fact("settingIgnored"));
  }

  /** What has to be known about what is set. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (set.isPresent() && !isHeeded()) {
      notes.add(
          "Build "
              + build
              + " ignores that the idle time-out is set to "
              + set.get()
              + ", and takes "
              + figure().valueText()
              + ".");
    }
    if (set.isPresent() && isHeeded()) {
      notes.add("Known issue: " + fact("publicIpOfLoadBalancer").text() + ".");
    }
    return notes;
  }
}
