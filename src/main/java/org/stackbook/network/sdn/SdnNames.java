package org.stackbook.network.sdn;

import java.util.List;
import java.util.Optional;
import org.stackbook.network.address.Protocol;
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
      return network(place).map(SoftwareDefinedNetwork::cards).orElse(List.of());
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

  /** The VIPs and ports that have load-balancing rules of TCP. */
  static final class Rules implements Vocabulary {
    @Override
    public List<String> words(Place place) {
      return rules(place, Protocol.TCP);
    }
  }

  /** The VIPs and ports that have load-balancing rules of UDP. */
  static final class UdpRules implements Vocabulary {
    @Override
    public List<String> words(Place place) {
      return rules(place, Protocol.UDP);
    }
  }

  private static List<String> rules(Vocabulary.Place place, Protocol protocol) {
    return network(place).map(network -> network.layout().rules(protocol)).orElse(List.of());
  }

  /** What is asked; in a lambda, it is the origin. */
  private static Optional<SoftwareDefinedNetwork> network(Vocabulary.Place place) {
    Object asked =
        place.receiver() instanceof SoftwareDefinedNetwork ? place.receiver() : place.origin();
    return asked instanceof SoftwareDefinedNetwork network
        ? Optional.of(network)
        : Optional.empty();
  }

  /** What fails, and may come back. */
  static final class Away implements Vocabulary {
    @Override
    public List<String> words(Place place) {
      return place.receiver() instanceof EstablishedFlows flows ? flows.away() : List.of();
    }
  }
}
