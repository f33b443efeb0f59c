package org.stackbook.network.sdn;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.stackbook.word.Vocabulary;

/** What a network controller has names for. */
final class ControllerNames {

  private ControllerNames() {}

  private static List<String> of(
      Vocabulary.Place place, Function<NetworkController, List<String>> names) {
    return controller(place.receiver())
        .or(() -> controller(place.origin()))
        .map(names)
        .orElse(List.of());
  }

  private static Optional<NetworkController> controller(@Nullable Object asked) {
    if (asked instanceof ControllerRequest request) {
      return Optional.of(request.controller());
    }
    if (asked instanceof PolicyChange change) {
      return Optional.of(change.controller());
    }
    return asked instanceof NetworkController controller
        ? Optional.of(controller)
        : Optional.empty();
  }

  /** Its instances that are up. */
  static final class Instances implements Vocabulary {
    @Override
    public List<String> words(Place place) {
      return of(place, NetworkController::instancesUp);
    }
  }

  /** Servers and MUXes that it reaches. */
  static final class Reached implements Vocabulary {
    @Override
    public List<String> words(Place place) {
      return of(place, NetworkController::reached);
    }
  }

  /** What can come back. */
  static final class Gone implements Vocabulary {
    @Override
    public List<String> words(Place place) {
      return of(place, NetworkController::gone);
    }
  }

  /** VIPs that it was told of. */
  static final class Vips implements Vocabulary {
    @Override
    public List<String> words(Place place) {
      return of(
          place, c -> c.layout().vips().stream().map(vip -> vip.address().toString()).toList());
    }
  }

  /** Cards that it was told of. */
  static final class Cards implements Vocabulary {
    @Override
    public List<String> words(Place place) {
      return of(place, c -> c.layout().nics().stream().map(VirtualNic::name).toList());
    }
  }
}
