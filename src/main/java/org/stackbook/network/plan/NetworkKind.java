package org.stackbook.network.plan;

import java.util.Optional;
import org.stackbook.fact.Fact;

/** The networks that are asked of whoever plans a system. */
enum NetworkKind {
  BMC("bmc", "bmc", "BMC"),
  PRIVATE("private", "privateNetwork", "Private"),
  ADDED_PRIVATE("addedPrivate", "addedPrivateNetwork", "Added private"),
  INFRASTRUCTURE("infrastructure", "infrastructure", "Infrastructure"),
  PUBLIC_VIP("publicVip", "publicVip", "Public VIP"),
  SWITCH("switch", "switchInfrastructure", "Switch infra"),
  POOL("pool", "publicPool", "Public IP pool");

  private final String key;
  private final String word;
  private final String title;

  NetworkKind(String key, String word, String title) {
    this.key = key;
    this.word = word;
    this.title = title;
  }

  /** The word that says it. */
  String word() {
    return word;
  }

  /** As it is shown. */
  String title() {
    return title;
  }

  /** Where the facts about it are. */
  String path(String rest) {
    return key + "/" + rest;
  }

  /** The fact about it of that name, if there is one. */
  Optional<Fact> fact(String name) {
    return PlanFacts.has(path(name)) ? Optional.of(PlanFacts.fact(path(name))) : Optional.empty();
  }
}
