package org.stackbook.error;

import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An input that Stackbook does not take. Its message says what was given, which rule that breaks,
 * where the rule comes from, the nearest valid name and the way out, each where it applies; front
 * ends show the same parts as a card.
 *
 * <pre>{@code
 * throw Refusal.of("fail(\"n33\")", "no such server. Servers are n1..n8")
 *     .nearest("n33", List.of("n1", "n2", "n3"))
 *     .wayOut("name one of the stamp's servers")
 *     .asException();
 * }</pre>
 */
public final class Refusal extends IllegalArgumentException {

  private final String given;
  private final String rule;
  private final @Nullable String place;
  private final @Nullable String source;
  private final @Nullable String nearest;
  private final @Nullable String wayOut;

  private Refusal(Builder builder) {
    super(message(builder), builder.cause);
    this.given = builder.given;
    this.rule = builder.rule;
    this.place = builder.place;
    this.source = builder.source;
    this.nearest = builder.nearest;
    this.wayOut = builder.wayOut;
  }

  /**
   * Starts a refusal.
   *
   * @param given what was given, as the user wrote it, such as {@code servers(3)}
   * @param rule which rule it breaks, in one clause without a full stop
   */
  public static Builder of(String given, String rule) {
    return new Builder(given, rule);
  }

  /** All parts as one text. */
  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  /** What was given, as the user wrote it. */
  public String given() {
    return given;
  }

  /** The rule that the input breaks. */
  public String rule() {
    return rule;
  }

  /** Where in a file the input stands, such as {@code oslo.yaml, line 4, column 9}. */
  public Optional<String> place() {
    return Optional.ofNullable(place);
  }

  /** Where the rule comes from. */
  public Optional<String> source() {
    return Optional.ofNullable(source);
  }

  /** The valid name that was probably meant. */
  public Optional<String> nearest() {
    return Optional.ofNullable(nearest);
  }

  /** What to do instead. */
  public Optional<String> wayOut() {
    return Optional.ofNullable(wayOut);
  }

  /**
   * The same refusal, of something that stands in a file. A place that is known already is kept: it
   * is the nearer one.
   *
   * @param where such as {@code oslo.yaml, line 4, column 9}
   */
  public Refusal at(String where) {
    if (place != null) {
      return this;
    }
    Builder builder = new Builder(given, rule).place(where).cause(this);
    builder.source = source;
    builder.nearest = nearest;
    builder.wayOut = wayOut;
    return builder.asException();
  }

  private static String message(Builder b) {
    StringBuilder text = new StringBuilder();
    if (b.place != null) {
      text.append(b.place).append(": ");
    }
    text.append(b.given).append(": ").append(b.rule).append('.');
    if (b.nearest != null) {
      text.append(" Did you mean ").append(b.nearest).append('?');
    }
    if (b.source != null) {
      text.append("\n  Source: ").append(b.source).append('.');
    }
    if (b.wayOut != null) {
      text.append("\n  Way out: ").append(b.wayOut).append('.');
    }
    return text.toString();
  }

  /** Collects the parts of a refusal. */
  public static final class Builder {
    private final String given;
    private final String rule;
    private @Nullable String place;
    private @Nullable String source;
    private @Nullable String nearest;
    private @Nullable String wayOut;
    private @Nullable Throwable cause;

    private Builder(String given, String rule) {
      this.given = given;
      this.rule = rule;
    }

    /** Where in a file the input stands. */
    public Builder place(String where) {
      this.place = where;
      return this;
    }

    /** Where the rule comes from, as a citation. */
    public Builder source(String citation) {
      this.source = citation;
      return this;
    }

    /** Names the nearest of {@code candidates}, if one is near. */
    public Builder nearest(String typed, Collection<String> candidates) {
      this.nearest = NearestName.of(typed, candidates).orElse(null);
      return this;
    }

    /** What to do instead, without a full stop. */
    public Builder wayOut(String what) {
      this.wayOut = what;
      return this;
    }

    /** What went wrong underneath. */
    public Builder cause(Throwable underneath) {
      this.cause = underneath;
      return this;
    }

    /** The refusal, to be thrown. */
    public Refusal asException() {
      return new Refusal(this);
    }
  }
}
