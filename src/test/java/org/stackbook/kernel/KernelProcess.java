package org.stackbook.kernel;

import java.nio.file.Path;
import org.stackbook.session.Session;

/** A kernel as a process of its own. */
public final class KernelProcess {

  private KernelProcess() {}

  /**
   * @param args the connection file
   */
  public static void main(String[] args) throws Exception {
    Kernel.run(Path.of(args[0]), Session.builder().environment(System.getenv()), System.getenv());
    System.exit(0);
  }
}
