package org.stackbook.qos;

import java.util.List;
import org.stackbook.word.Vocabulary;

/** The tenants of a run. */
final class TenantNames implements Vocabulary {

  @Override
  public List<String> words(Place place) {
    return place.receiver() instanceof QosRun run ? run.tenantNames() : List.of();
  }
}
