package org.stackbook.report;

import java.time.ZonedDateTime;

/**
 * What made a report, and when; stands in its footer.
 *
 * @param version version of Stackbook, such as {@code 0.1.0}
 * @param java version of Java, such as {@code 17.0.15}
 * @param made when, in the zone to show it in
 */
public record Provenance(String version, String java, ZonedDateTime made) {}
