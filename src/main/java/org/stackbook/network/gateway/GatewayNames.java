package org.stackbook.network.gateway;

import java.util.List;
import org.stackbook.word.Vocabulary;

/** The gateways of the result that the word is asked of. */
final class GatewayNames implements Vocabulary {

  @Override
  public List<String> words(Place place) {
    return place.receiver() instanceof VpnGateway gateway ? gateway.names() : List.of();
  }
}
