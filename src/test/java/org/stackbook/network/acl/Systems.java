package org.stackbook.network.acl;

import java.util.function.Consumer;
import org.stackbook.Stamps;

/** Systems of the tests: only the build matters. */
final class Systems {

  private Systems() {}

  static Acls acls(Consumer<AclOptions> description) {
    return acls("1811", description);
  }

  static Acls acls(String build, Consumer<AclOptions> description) {
    return Acls.of(Stamps.of(build), description);
  }
}
