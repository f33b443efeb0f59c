package org.stackbook.network.sdn;

import java.util.List;
import org.stackbook.word.Vocabulary;

/** What can fail in the network that the word is asked of. */
final class SdnNames implements Vocabulary {

  @Override
  public List<String> words(Place place) {
    if (place.receiver() instanceof EstablishedFlows flows) {
      return flows.namesThatFail();
    }
    return place.receiver() instanceof SoftwareDefinedNetwork network
        ? network.namesThatFail()
        : List.of();
  }

  /** The cards of the network that the word is asked of. */
  static final class Cards implements Vocabulary {
    @Override
    public List<String> words(Place place) {
      if (place.receiver() instanceof EstablishedFlows flows) {
        return flows.cards();
      }
      // In a lambda, what load(…) is asked of is the origin.
      Object asked =
          place.receiver() instanceof SoftwareDefinedNetwork ? place.receiver() : place.origin();
      return asked instanceof SoftwareDefinedNetwork network ? network.cards() : List.of();
    }
  }

  /** The VIPs of the network that the word is asked of. */
  static final class Vips implements Vocabulary {
    @Override
    public List<String> words(Place place) {
      return place.receiver() instanceof SoftwareDefinedNetwork network
          ? network.layout().vips().stream().map(vip -> vip.address().toString()).toList()
          : List.of();
    }
  }
}
