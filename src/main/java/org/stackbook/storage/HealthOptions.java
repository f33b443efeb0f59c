package org.stackbook.storage;

import org.stackbook.error.Once;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Quorum;

/** What decides health beside what failed. Each word may be said once. */
public final class HealthOptions {

  private static final String YES = "yes";
  private static final String HEALTH = "health(…)";

  private final Once<Boolean> witness = new Once<>("witness");
  private final Once<Boolean> writes = new Once<>("writes");

  HealthOptions() {}

  /**
   * Whether the cluster has a quorum witness that it can reach. No page states which one an Azure
   * Stack system has; it is taken to have one if this is not said.
   *
   * @throws Refusal if it was set already
   */
  public HealthOptions witness(boolean has) {
    witness.set(has, String.valueOf(has));
    return this;
  }

  /**
   * Whether the volumes were written to since the failure, so that the missing copies are outdated:
   * then a volume is Degraded, else Incomplete. They are taken to have been if this is not said.
   *
   * @throws Refusal if it was set already
   */
  public HealthOptions writes(boolean happened) {
    writes.set(happened, String.valueOf(happened));
    return this;
  }

  Figure<String> witness() {
    return witness
        .get()
        .map(has -> Figure.given("witness", yesOrNo(has), HEALTH))
        .orElseGet(Quorum::assumedWitness);
  }

  Figure<String> writes() {
    String name = "writes since the failure";
    Fact fact = Facts.ours().fact("health/writesSinceFailure/value");
    return writes
        .get()
        .map(happened -> Figure.given(name, yesOrNo(happened), HEALTH))
        .orElseGet(() -> Figure.stated(name, yesOrNo(fact.flag()), fact));
  }

  private static String yesOrNo(boolean is) {
    return is ? YES : "no";
  }

  static boolean isYes(Figure<String> answer) {
    return answer.value().equals(YES);
  }
}
