package org.stackbook.kernel;

/** The kernel's own threads: none keeps the process alive. */
final class Threads {

  private Threads() {}

  static Thread daemon(String name, Runnable task) {
    Thread thread = new Thread(task, "kernel-" + name);
    thread.setDaemon(true);
    return thread;
  }
}
