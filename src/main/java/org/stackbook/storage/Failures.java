package org.stackbook.storage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.stackbook.error.Refusal;
import org.stackbook.stamp.Stamp;

/**
 * What failed, in order: the servers and drives of one event fail at once, the events one after the
 * other. The order decides the quorum of the cluster, not what is left of the copies.
 *
 * @param events names of servers ({@code n3}) and drives ({@code n5/disk7})
 */
record Failures(List<List<String>> events) {

  static final Failures NONE = new Failures(List.of());

  Failures {
    events = events.stream().map(List::copyOf).toList();
  }

  /**
   * These, and then some more at once.
   *
   * @throws Refusal if the stamp has no such server or drive, or it has failed already
   */
  Failures then(Stamp stamp, String... names) {
    Set<String> gone = new LinkedHashSet<>(names());
    for (String name : names) {
      String given = "fail(\"" + name + "\")";
      if (isDrive(name)) {
        stamp.drive(name, given);
      } else {
        stamp.server(name, given);
      }
      String server = serverOf(name);
      if (gone.contains(server) || !gone.add(name)) {
        throw Refusal.of(given, (gone.contains(name) ? name : server) + " has failed already")
            .wayOut("name a server or drive that is up")
            .asException();
      }
    }
    List<List<String>> more = new ArrayList<>(events);
    if (names.length > 0) {
      more.add(List.of(names));
    }
    return new Failures(more);
  }

  /** These without a part that has come back. */
  Failures without(String name) {
    return new Failures(
        events.stream()
            .map(names -> names.stream().filter(other -> !other.equals(name)).toList())
            .filter(names -> !names.isEmpty())
            .toList());
  }

  static boolean isDrive(String name) {
    return name.contains("/");
  }

  private static String serverOf(String name) {
    return isDrive(name) ? name.substring(0, name.indexOf('/')) : name;
  }

  boolean isEmpty() {
    return events.isEmpty();
  }

  /** All that failed, in order. */
  Set<String> names() {
    Set<String> all = new LinkedHashSet<>();
    events.forEach(all::addAll);
    return Collections.unmodifiableSet(all);
  }

  /** The drives that failed by themselves. */
  Set<String> drives() {
    Set<String> drives = new LinkedHashSet<>(names());
    drives.removeIf(name -> !isDrive(name));
    return drives;
  }

  /** {@code n1, n2 at once, then n3/disk4}. */
  String told() {
    return String.join(
        ", then ",
        events.stream()
            .map(names -> String.join(", ", names) + (names.size() > 1 ? " at once" : ""))
            .toList());
  }
}
