package org.stackbook.network.gateway;

import org.stackbook.error.Refusal;
import org.stackbook.fact.Fact;
import org.stackbook.fact.Facts;
import org.stackbook.stamp.Build;

/** Since which build the VPN Fast Path is there. */
final class FastPath {

  private FastPath() {}

  private static Build since(String path) {
    return Build.named(Facts.ours().fact("vpnGateway/" + path + "/value").text());
  }

  static boolean isIn(Build build) {
    return build.isAtLeast(since("fastPathPreviewFrom"));
  }

  static boolean isPreview(Build build) {
    return isIn(build) && build.isBefore(since("fastPathFrom"));
  }

  /**
   * @throws Refusal if the build has it not
   */
  static void check(Build build, String given) {
    if (!isIn(build)) {
      Fact since = Facts.networking().fact("vpn/fastPath/since");
      throw Refusal.of(given, "the VPN Fast Path is there since " + since.text())
          .source(since.citation())
          .wayOut("leave it out in build " + build)
          .asException();
    }
  }
}
