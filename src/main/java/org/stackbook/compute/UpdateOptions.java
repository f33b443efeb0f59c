package org.stackbook.compute;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.stackbook.error.Once;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Build;
import org.stackbook.stamp.Server;
import org.stackbook.stamp.Stamp;
import org.stackbook.stamp.StampWords;
import org.stackbook.word.Takes;

/** An update. Each word may be said once. */
public final class UpdateOptions {

  private final Stamp stamp;
  private final Once<Build> to = new Once<>("to");
  private final Once<int[]> order = new Once<>("order");
  private final Once<Boolean> failback = new Once<>("failback");

  UpdateOptions(Stamp stamp) {
    this.stamp = stamp;
  }

  /**
   * The build to update to; those between are installed, too, as none may be left out.
   *
   * @param build later than that of the stamp
   * @throws Refusal if there is no such build, it is not later, or it was set already
   */
  public UpdateOptions to(@Takes(StampWords.Builds.class) String build) {
    return to(build, "to(\"" + build + "\")");
  }

  /**
   * @param given the word as the user wrote it
   */
  UpdateOptions to(String build, String given) {
    Build wanted = Build.named(build, given);
    if (!stamp.build().isBefore(wanted)) {
      throw Refusal.of(given, stamp.name() + " has build " + stamp.build() + " already")
          .source(Facts.book("operations").fact("updates/skip").citation())
          .wayOut("name a later build")
          .asException();
    }
    to.set(wanted, "\"" + build + "\"");
    return this;
  }

  /**
   * In which order servers are drained; in that of their numbers if this is not said.
   *
   * @param servers all of them, such as {@code "n2", "n1", "n4", "n3"}
   * @throws Refusal if one is missing or named twice, there is no such server, or it was set
   *     already
   */
  public UpdateOptions order(@Takes(StampWords.Servers.class) String... servers) {
    List<String> names = stamp.servers().stream().map(Server::name).toList();
    List<Integer> numbers = new ArrayList<>();
    for (String server : servers) {
      String given = "order(\"" + server + "\")";
      int number = names.indexOf(stamp.server(server, given).name());
      if (numbers.contains(number)) {
        throw Refusal.of(given, "it is named already").wayOut("name it once").asException();
      }
      numbers.add(number);
    }
    if (numbers.size() < names.size()) {
      throw Refusal.of("order(…)", "an update drains all servers")
          .wayOut("name each of " + stamp.serverNames() + " once")
          .asException();
    }
    order.set(numbers.stream().mapToInt(Integer::intValue).toArray(), "…");
    return this;
  }

  /**
   * Whether VMs return to their server before the next one is drained; they are taken to if this is
   * not said.
   *
   * @throws Refusal if it was set already
   */
  public UpdateOptions failback(boolean returns) {
    failback.set(returns, String.valueOf(returns));
    return this;
  }

  Build to() {
    return to.get()
        .orElseThrow(
            () ->
                Refusal.of("update(…)", "an update leads to a build")
                    .wayOut("say to(\"…\")")
                    .asException());
  }

  int[] order() {
    return order.get().orElseGet(() -> IntStream.range(0, stamp.servers().size()).toArray());
  }

  Figure<String> failback() {
    if (failback.get().isPresent()) {
      return Figure.given("failback", yesOrNo(failback.get().get()), "failback(…)");
    }
    Fact fact = Facts.ours().fact("update/failback/value");
    return Figure.stated("failback", yesOrNo(fact.flag()), fact);
  }

  private static String yesOrNo(boolean is) {
    return is ? "yes" : "no";
  }
}
