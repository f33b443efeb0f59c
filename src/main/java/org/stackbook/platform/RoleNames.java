package org.stackbook.platform;

import java.util.List;
import org.stackbook.error.Refusal;
import org.stackbook.fact.FactBook;
import org.stackbook.fact.Facts;
import org.stackbook.word.Vocabulary;

/** The roles of the infrastructure, by the name of their first VM. */
final class RoleNames implements Vocabulary {

  @Override
  public List<String> words(Place place) {
    return all();
  }

  static List<String> all() {
    FactBook book = Facts.capacity();
    return book.entries("infrastructureVMs/list").stream()
        .map(entry -> book.fact(entry + "/name").text())
        .toList();
  }

  /** Refuses a name that is none, or one of a VM that the build has not. */
  static void check(String vm, String build, String given) {
    if (!all().contains(vm)) {
      throw Refusal.of(given, "no such VM of the infrastructure")
          .source(Facts.capacity().fact("infrastructureVMs/list/0/name").citation())
          .nearest(vm, all())
          .wayOut("name one of " + String.join(", ", all()))
          .asException();
    }
    List<String> there = InfrastructureParts.names(build);
    if (!there.contains(vm)) {
      throw Refusal.of(given, "build " + build + " has no " + vm)
          .source(Facts.ours().fact("infrastructureRoles/rows/0/vm").citation())
          .wayOut("leave it out, or name one of " + String.join(", ", there))
          .asException();
    }
  }
}
