package org.stackbook.fact;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The builds that a fact holds for: from one build to another, both included. A build is named by
 * four digits, year and month ({@code 1802}), so that names sort by age.
 *
 * <pre>{@code
 * Builds.parse("1809 and later").includes("1811") // → true
 * }</pre>
 *
 * @param from the first build, or {@code null} for all from the start
 * @param to the last build, or {@code null} for all since
 * @param text as the fact file words it
 */
public record Builds(@Nullable String from, @Nullable String to, String text) {

  /** Every build. */
  public static final Builds ALL = new Builds(null, null, "all builds");

  /** The first build: general availability in July 2017. */
  private static final String GENERAL_AVAILABILITY = "1707";

  private static final Pattern RANGE = Pattern.compile("(GA|[0-9]{4})?\\.\\.([0-9]{4})?");
  private static final Pattern LATER = Pattern.compile("([0-9]{4}) and later\\b.*");
  private static final Pattern BEFORE = Pattern.compile("before ([0-9]{4})");
  private static final Pattern WORDED = Pattern.compile(".*?\\b(?:for|of) ([0-9]{4})\\b.*");

  /**
   * Reads the wording of the fact files: {@code GA..1808}, {@code ..2005}, {@code 2008..}, {@code
   * 1809 and later}, {@code before 1905}, a range in brackets inside a sentence, or {@code as shown
   * for 2108}.
   *
   * @throws IllegalArgumentException if no build can be made out
   */
  public static Builds parse(String text) {
    Matcher before = BEFORE.matcher(text);
    if (before.matches()) {
      return new Builds(null, previous(before.group(1)), text);
    }
    Matcher later = LATER.matcher(text);
    if (later.matches()) {
      return new Builds(later.group(1), null, text);
    }
    Matcher range = RANGE.matcher(text);
    if (range.find()) {
      String from = "GA".equals(range.group(1)) ? GENERAL_AVAILABILITY : range.group(1);
      return new Builds(from, range.group(2), text);
    }
    Matcher worded = WORDED.matcher(text);
    if (worded.matches()) {
      return new Builds(worded.group(1), null, text);
    }
    throw new IllegalArgumentException("no builds in \"" + text + "\"");
  }

  /** The largest name that sorts before {@code build}; it need not be a build that exists. */
  private static String previous(String build) {
    return String.format(java.util.Locale.ROOT, "%04d", Integer.parseInt(build) - 1);
  }

  /**
   * @param build four digits
   */
  public boolean includes(String build) {
    return (from == null || from.compareTo(build) <= 0) && (to == null || build.compareTo(to) <= 0);
  }

  /** The builds that both hold for, or empty if none. */
  public Optional<Builds> and(Builds other) {
    String later =
        from == null || (other.from != null && other.from.compareTo(from) > 0) ? other.from : from;
    String earlier = to == null || (other.to != null && other.to.compareTo(to) < 0) ? other.to : to;
    if (later != null && earlier != null && later.compareTo(earlier) > 0) {
      return Optional.empty();
    }
    if (later == null && earlier == null) {
      return Optional.of(ALL);
    }
    String joined = (later == null ? "" : later) + ".." + (earlier == null ? "" : earlier);
    return Optional.of(new Builds(later, earlier, joined));
  }

  @Override
  public String toString() {
    return text;
  }
}
