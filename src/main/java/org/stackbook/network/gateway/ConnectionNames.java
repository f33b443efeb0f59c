package org.stackbook.network.gateway;

import java.util.List;
import org.stackbook.word.Vocabulary;

/** The connections of the result that the word is asked of. */
final class ConnectionNames implements Vocabulary {

  @Override
  public List<String> words(Place place) {
    return place.receiver() instanceof VpnGateway gateway ? gateway.connectionNames() : List.of();
  }
}
