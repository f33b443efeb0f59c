package org.stackbook.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the valid name that a mistyped one was probably meant to be. */
public final class NearestName {

  private NearestName() {}

  /**
   * The candidate with the smallest edit distance to {@code given}, if one is near enough to be a
   * slip of the hand: at most two edits, or a third of the length for long names. Case does not
   * count.
   *
   * <pre>{@code
   * NearestName.of("n33", List.of("n1", "n2", "n3")) // → Optional[n3]
   * }</pre>
   *
   * @param given what was typed
   * @param candidates the valid names
   * @return empty if none is near, or several are equally near: n9 is as near to n1 as to n8
   */
  public static Optional<String> of(String given, Collection<String> candidates) {
    int allowed = Math.max(2, given.length() / 3);
    String typed = given.toLowerCase(Locale.ROOT);
    List<Scored> near =
        candidates.stream()
            .distinct()
            .map(name -> Scored.of(typed, name))
            .filter(scored -> scored.distance <= allowed && scored.distance < scored.name.length())
            .sorted(Comparator.comparingInt(Scored::distance).thenComparingInt(s -> -s.samePrefix))
            .toList();
    if (near.isEmpty() || (near.size() > 1 && near.get(0).ties(near.get(1)))) {
      return Optional.empty();
    }
    return Optional.of(near.get(0).name);
  }

  private record Scored(String name, int distance, int samePrefix) {

    static Scored of(String typed, String name) {
      String lower = name.toLowerCase(Locale.ROOT);
      int same = 0;
      while (same < Math.min(typed.length(), lower.length())
          && typed.charAt(same) == lower.charAt(same)) {
        same++;
      }
      return new Scored(name, NearestName.distance(typed, lower), same);
    }

    boolean ties(Scored other) {
      return distance == other.distance && samePrefix == other.samePrefix;
    }
  }

  /** Edit distance with neighbouring letters swapped as one edit (optimal string alignment). */
  private static int distance(String a, String b) {
    int[] beforeLast = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = last[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(substitution, Math.min(last[j], row[j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] spare = beforeLast;
      beforeLast = last;
      last = row;
      row = spare;
    }
    return last[b.length()];
  }
}
