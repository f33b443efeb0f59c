package org.stackbook.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.stackbook.error.Refusal;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.Stamp;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;
import org.stackbook.view.Picture;

@Tag("unit")
class DurabilityTest {

  private static final Timespan EIGHT_HOURS = Timespan.hours(8);
  private static final Timespan MILLION_HOURS = Timespan.hours(1_000_000);

  private static final Timespan YEARS_10 = Timespan.hours(87_600);
  private static final Timespan YEARS_5 = Timespan.hours(43_800);

  private static final Stamp OSLO = Oslo.stamp();

  private static final Placement THREE = placed(Resiliency.THREE_WAY_MIRROR);
  private static final Placement TWO = placed(Resiliency.TWO_WAY_MIRROR);

  private static Placement placed(Resiliency type) {
    return Storage.of(OSLO)
        .place(p -> p.fill(Ratio.percent(60)).resiliency(type).slab(Bytes.parse("1 GiB")).seed(42));
  }

  private static Durability durable(Placement placed, Consumer<DurabilityOptions> more) {
    return placed.durability(
        d -> {
          d.trials(2_000).seed(1);
          more.accept(d);
        });
  }

  private static Object value(Durability result, String figure) {
    return result.why(figure).figure().value();
  }

  @Test
  void twoCopiesAreLostAtTheRateThatIsWorkedOutByHand() {
    Durability result =
        durable(TWO, d -> d.drives(MILLION_HOURS).repair(EIGHT_HOURS).holding(Ratio.percent(100)));
    // One of 80 drives fails, and one of 70 in other servers before it is repaired:
    // 80 × 8766 h × 70 × 8 h ÷ 10^12 h², less some 0.2 % for the first hours of the year and for
    // what has failed already.
    assertEquals(80 * 8765.82 * 70 * 8 / 1e12, result.lossInAYear(), 0.004 * 3.93e-4);
    // One slab: 2 × 8766 × 8 ÷ 10^12.
    assertEquals(2 * 8765.82 * 8 / 1e12, (double) value(result, "loss of one slab"), 0.01e-7);
    assertEquals(1 / 3.93e-4, (double) value(result, "mean time to loss"), 10);
    assertEquals(3.41, (double) value(result, "nines"), 0.005);
  }

  @Test
  void threeCopiesAreLostAtTheRateThatIsWorkedOutByHand() {
    Durability result =
        durable(THREE, d -> d.drives(MILLION_HOURS).repair(EIGHT_HOURS).holding(Ratio.percent(50)));
    // 80 × 8766 h × (70 × 8 h) × (60 × 8 h ÷ 2) ÷ 10^18 h³, half of the sets hold slabs. Two failed
    // drives are repaired twice as fast as one.
    double byHand = 80 * 8765.82 * 70 * 8 * 60 * 8 / 2 / 1e18 * 0.5;
    assertEquals(1, result.lossInAYear() / byHand, 0.005);
    assertTrue(result.verdict().contains("failure biasing"), result.verdict());
    assertTrue(result.verdict().contains("exact by the Markov chain"), result.verdict());
  }

  @Test
  void theAnnualFailureRateIsWhatIsGoneAfterAYear() {
    // 1 − e^(−8766 ÷ mean) = 50 %.
    Timespan mean = new Timespan(Math.round(8765.82 * 3600 / Math.log(2)));
    assertEquals(
        1,
        durable(THREE, d -> d.drives(Ratio.percent(50))).lossInAYear()
            / durable(THREE, d -> d.drives(mean)).lossInAYear(),
        1e-5);
  }

  @Test
  void theShareOfSetsWithSlabsIsCounted() {
    // 56 × 1,000 sets; 128,000 GB × 60 % ÷ 3 in slabs of a GiB are dealt to them evenly: a set has
    // none with a probability of about e^(−slabs ÷ sets).
    double slabs = THREE.slabs();
    Ratio share = (Ratio) value(durable(THREE, d -> {}), "sets with slabs");
    assertEquals(1 - Math.exp(-slabs / 56_000), share.value(), 0.005);
    assertEquals(1, ((Ratio) value(durable(TWO, d -> {}), "sets with slabs")).value());
  }

  @Test
  void whatIsNotSaidIsStarredAndWhatIsSaidIsNot() {
    Durability assumed = durable(THREE, d -> {});
    assertTrue(assumed.why("annual failure rate").figure().confidence().starred());
    assertTrue(assumed.why("repair").figure().confidence().starred());
    assertTrue(assumed.why("loss in a year").figure().confidence().starred());
    assertTrue(assumed.verdict().contains("*"), assumed.verdict());
    Durability said = durable(THREE, d -> d.drives(MILLION_HOURS).repair(EIGHT_HOURS));
    assertFalse(said.why("mean lifetime").figure().confidence().starred());
    assertFalse(said.why("loss in a year").figure().confidence().starred());
    assertFalse(said.verdict().contains("*"), said.verdict());
  }

  @Test
  void outagesWearAndLatentErrorsMakeItWorse() {
    double plain = durable(TWO, d -> {}).lossInAYear();
    Durability latent = durable(TWO, d -> d.latentErrors());
    assertTrue(latent.lossInAYear() > 2 * plain, latent.verdict());
    Durability outages = durable(TWO, d -> d.servers(12, EIGHT_HOURS));
    assertTrue(outages.lossInAYear() > 1.5 * plain, outages.verdict());
    assertFalse(outages.verdict().contains("exact"), outages.verdict());
    assertTrue(outages.toString().contains("leaves out outages"), outages.toString());
    Durability young = durable(TWO, d -> d.weibull(2, YEARS_10));
    Durability old = durable(TWO, d -> d.weibull(2, YEARS_10).age(YEARS_5));
    assertTrue(old.lossInAYear() > 10 * young.lossInAYear(), old.verdict() + young.verdict());
    assertTrue(durable(TWO, d -> d.servers()).why("outage").figure().confidence().starred());
  }

  @Test
  void theSameSeedGivesTheSameResultAndIsShown() {
    assertEquals(durable(THREE, d -> {}).toString(), durable(THREE, d -> {}).toString());
    Durability result = durable(THREE, d -> {});
    assertEquals(1, result.seed());
    assertTrue(result.toString().contains("Seed 1, 2,000 years"), result.toString());
    assertTrue(result.toString().contains("effective sample size"), result.toString());
    assertTrue(result.toString().contains("normal one of the weighted mean"), result.toString());
  }

  @Test
  void commonLossesAreCounted() {
    Durability result = durable(TWO, d -> d.drives(Ratio.percent(60)).repair(Timespan.hours(72)));
    assertTrue(result.verdict().contains("naive Monte Carlo"), result.verdict());
    assertTrue(result.toString().contains("Wilson"), result.toString());
  }

  @Test
  void theChartFallsFromFastToSlowRepair() {
    Picture.Lines lines =
        (Picture.Lines) durable(THREE, d -> d.repair(EIGHT_HOURS)).picture().orElseThrow();
    assertEquals(8.0, lines.lines().get(0).xs().get(3));
    for (Picture.Line line : lines.lines()) {
      for (int i = 1; i < line.ys().size(); i++) {
        assertTrue(line.ys().get(i) < line.ys().get(i - 1), line.name());
      }
    }
  }

  @Test
  void everyFigureExplainsItself() {
    Durability result = durable(TWO, d -> d.latentErrors().servers());
    for (Figure<?> figure : result.figures()) {
      assertFalse(result.why(figure.name()).toString().isBlank(), figure.name());
    }
    assertTrue(
        result.why("loss in a year").toString().contains("repair"),
        result.why("loss in a year").toString());
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    Consumer<Consumer<DurabilityOptions>> refuse =
        words -> assertThrows(Refusal.class, () -> TWO.durability(words));
    refuse.accept(d -> d.drives(Ratio.percent(0)));
    refuse.accept(d -> d.drives(Ratio.percent(100)));
    refuse.accept(d -> d.drives(Timespan.minutes(2)));
    refuse.accept(d -> d.drives(Ratio.percent(1)).drives(MILLION_HOURS));
    refuse.accept(d -> d.drives(Ratio.percent(1)).weibull(2, MILLION_HOURS));
    refuse.accept(d -> d.weibull(0.01, MILLION_HOURS));
    refuse.accept(d -> d.weibull(Double.NaN, MILLION_HOURS));
    refuse.accept(d -> d.repair(Timespan.ZERO));
    refuse.accept(d -> d.repair(Timespan.hours(9_624)));
    refuse.accept(d -> d.servers(-1, EIGHT_HOURS));
    refuse.accept(d -> d.servers(1, Timespan.ZERO));
    refuse.accept(d -> d.servers().servers());
    refuse.accept(d -> d.latentErrors(-1));
    refuse.accept(d -> d.age(Timespan.hours(-1)));
    refuse.accept(d -> d.holding(Ratio.percent(101)));
    refuse.accept(d -> d.trials(10));
    refuse.accept(d -> d.seed(1).seed(2));
    Refusal failed = assertThrows(Refusal.class, () -> TWO.fail("n3").durability());
    assertTrue(failed.getMessage().contains("without n3"), failed.getMessage());
  }
}
