package org.stackbook.network.acl;

import java.util.List;
import org.stackbook.fact.Fact;
import org.stackbook.fact.FactBook;
import org.stackbook.fact.Facts;
import org.stackbook.stamp.Build;
import org.stackbook.word.Vocabulary;

/** The words of rules that stand for addresses. */
final class ServiceTags implements Vocabulary {

  static final String ANY = "Any";
  static final String INTERNET = "Internet";
  static final String VIRTUAL_NETWORK = "VirtualNetwork";
  static final String LOAD_BALANCER = "AzureLoadBalancer";

  private static final String ROWS = "acl/tags";

  /** The tags that rules take in a build. */
  static List<Fact> of(Build build) {
    FactBook book = Facts.ours();
    return book.entries(book.entryFor(ROWS, build.name()) + "/valid").stream()
        .map(book::fact)
        .toList();
  }

  @Override
  public List<String> words(Place place) {
    return List.of(INTERNET, VIRTUAL_NETWORK, LOAD_BALANCER, ANY);
  }
}
