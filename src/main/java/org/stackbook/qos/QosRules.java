package org.stackbook.qos;

import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.fact.Figure;
import org.stackbook.stamp.ServiceTimes;
import org.stackbook.unit.Bytes;
import org.stackbook.unit.Ratio;
import org.stackbook.unit.Timespan;

/**
 * What was said or assumed of all tenants: as it was when the words ended.
 *
 * @param duration how long it is looked at
 * @param hits share of reads that the cache serves, of those that it keeps
 * @param unit size that costs one of a cap
 * @param burst how much of its cap a disk may save up, in time
 * @param copies of all data
 * @param service how drives serve
 * @param varying whether their times are exponentially distributed
 * @param seed of all random choices
 */
record QosRules(
    Figure<Timespan> duration,
    Figure<Ratio> hits,
    Figure<Bytes> unit,
    Figure<Timespan> burst,
    Figure<Integer> copies,
    ServiceTimes service,
    boolean varying,
    long seed) {

  QosRules {
    service = service.copy();
  }

  /** Whether drives take as long for one request as for another like it. */
  Figure<String> serviceTimes() {
    Fact same = Facts.ours().fact("qos/serviceTimes/value");
    return varying
        ? Figure.given("service times", "exponentially distributed", "varying()")
        : Figure.stated("service times", same.text(), same);
  }

  Figure<String> seedFigure() {
    return Figure.given("seed", String.valueOf(seed), "seed(…)");
  }
}
