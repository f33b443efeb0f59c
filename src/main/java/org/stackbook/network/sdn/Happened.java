package org.stackbook.network.sdn;

import java.util.ArrayList;
import java.util.List;
import org.stackbook.error.Refusal;
import org.stackbook.network.engine.FabricEvent;

/**
 * What has happened, in order.
 *
 * @param events one after the other
 * @param told the same in words
 * @param away what does not run, or gets no new flows, by its name
 */
record Happened(List<FabricEvent> events, List<String> told, List<String> away) {

  static final Happened NOTHING = new Happened(List.of(), List.of(), List.of());

  Happened {
    events = List.copyOf(events);
    told = List.copyOf(told);
    away = List.copyOf(away);
  }

  /**
   * @throws Refusal if it is away already
   */
  Happened lost(String name, FabricEvent event, String words, String given) {
    if (away.contains(name)) {
      throw Refusal.of(given, "it has failed already")
          .wayOut("name another one, or leave it out")
          .asException();
    }
    return new Happened(with(events, event), with(told, words), with(away, name));
  }

  /**
   * @throws Refusal if it is not away
   */
  Happened back(String name, FabricEvent event, String words, String given) {
    if (!away.contains(name)) {
      throw Refusal.of(given, "it has not failed")
          .wayOut(
              away.isEmpty()
                  ? "let it fail before, or leave it out"
                  : "what is away is " + String.join(", ", away))
          .asException();
    }
    return new Happened(
        with(events, event),
        with(told, words),
        away.stream().filter(other -> !other.equals(name)).toList());
  }

  Happened and(FabricEvent event, String words) {
    return new Happened(with(events, event), with(told, words), away);
  }

  /** The same as what was there when something else begins. */
  Happened asBeginning() {
    return new Happened(List.of(), List.of(), away);
  }

  private static <T> List<T> with(List<T> all, T last) {
    List<T> more = new ArrayList<>(all);
    more.add(last);
    return more;
  }
}
