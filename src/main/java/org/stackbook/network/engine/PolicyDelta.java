package org.stackbook.network.engine;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What makes one table of policies another: for each key that differs what it is before and after.
 * Deltas one after the other are one delta, in which what is added and removed again is not there.
 *
 * <pre>{@code
 * var missed = PolicyDelta.between(Map.of("web1", "n1"), Map.of("web1", "n2", "web2", "n3"))
 *     .then(PolicyDelta.between(Map.of("web1", "n2", "web2", "n3"), Map.of("web1", "n2")));
 * missed.count(PolicyDelta.Kind.ADDED) // → 0
 * missed.count(PolicyDelta.Kind.CHANGED) // → 1
 * }</pre>
 *
 * @param <K> what a policy is for
 * @param <A> what it says
 * @param edits by key, in an order that is kept
 */
public record PolicyDelta<K, A>(Map<K, Edit<A>> edits) {

  /** Keeps a copy. */
  public PolicyDelta {
    edits = Collections.unmodifiableMap(new LinkedHashMap<>(edits));
  }

  /** What becomes of a policy. */
  public enum Kind {
    /** It was not there. */
    ADDED,
    /** It says something else. */
    CHANGED,
    /** It is there no more. */
    REMOVED
  }

  /**
   * One policy before and after.
   *
   * @param <A> what it says
   * @param before what it said, if it was there
   * @param after what it says, if it is there; not the same as before
   */
  public record Edit<A>(Optional<A> before, Optional<A> after) {

    /**
     * @throws IllegalArgumentException if nothing becomes of it
     */
    public Edit {
      if (before.equals(after)) {
        throw new IllegalArgumentException(before + " stays");
      }
    }

    /** What becomes of it. */
    public Kind kind() {
      if (before.isEmpty()) {
        return Kind.ADDED;
      }
      return after.isEmpty() ? Kind.REMOVED : Kind.CHANGED;
    }
  }

  /** What leaves all as it is. */
  public static <K, A> PolicyDelta<K, A> none() {
    return new PolicyDelta<>(Map.of());
  }

  /** What makes one table another: first what is added or changed, then what is removed. */
  public static <K, A> PolicyDelta<K, A> between(Map<K, A> before, Map<K, A> after) {
    Map<K, Edit<A>> edits = new LinkedHashMap<>();
    int step = 0;
    for (Map.Entry<K, A> entry : after.entrySet()) {
      Interrupts.poll(step++);
      put(
          edits,
          entry.getKey(),
          Optional.ofNullable(before.get(entry.getKey())),
          Optional.of(entry.getValue()));
    }
    for (Map.Entry<K, A> entry : before.entrySet()) {
      if (!after.containsKey(entry.getKey())) {
        put(edits, entry.getKey(), Optional.of(entry.getValue()), Optional.empty());
      }
    }
    return new PolicyDelta<>(edits);
  }

  private static <K, A> void put(
      Map<K, Edit<A>> edits, K key, Optional<A> before, Optional<A> after) {
    if (before.equals(after)) {
      edits.remove(key);
    } else {
      edits.put(key, new Edit<>(before, after));
    }
  }

  /**
   * This one and then another one, as one.
   *
   * @throws IllegalArgumentException if the other does not begin where this one ends
   */
  public PolicyDelta<K, A> then(PolicyDelta<K, A> next) {
    Map<K, Edit<A>> all = new LinkedHashMap<>(edits);
    next.edits.forEach(
        (key, edit) -> {
          Edit<A> first = edits.get(key);
          if (first != null && !first.after().equals(edit.before())) {
            throw new IllegalArgumentException(key + " is " + first.after() + ", not as " + edit);
          }
          put(all, key, first == null ? edit.before() : first.before(), edit.after());
        });
    return new PolicyDelta<>(all);
  }

  /**
   * A table after it.
   *
   * @throws IllegalArgumentException if the table is not one that it begins with
   */
  public Map<K, A> appliedTo(Map<K, A> table) {
    if (edits.isEmpty()) {
      return table;
    }
    Map<K, A> after = new LinkedHashMap<>(table);
    edits.forEach(
        (key, edit) -> {
          if (!edit.before().equals(Optional.ofNullable(table.get(key)))) {
            throw new IllegalArgumentException(key + " is " + table.get(key) + ", not as " + edit);
          }
          edit.after().ifPresentOrElse(a -> after.put(key, a), () -> after.remove(key));
        });
    return Collections.unmodifiableMap(after);
  }

  /** How many policies something becomes of. */
  public int size() {
    return edits.size();
  }

  /** Whether it leaves all as it is. */
  public boolean isEmpty() {
    return edits.isEmpty();
  }

  /** How many policies that becomes of. */
  public int count(Kind kind) {
    return (int) edits.values().stream().filter(edit -> edit.kind() == kind).count();
  }
}
