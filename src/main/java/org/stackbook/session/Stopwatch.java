package org.stackbook.session;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.stackbook.session.magic.MagicHost.Timed;

/** Adds up what the snippets of one piece of code take: time, processor time, memory. */
final class Stopwatch {

  private long wallNanos;
  private long cpuNanos;
  private long bytes;

  @Nullable Object run(Callable<? extends @Nullable Object> code) throws Exception {
    long allocatedBefore = allocated();
    long cpuBefore = cpu();
    long before = System.nanoTime();
    try {
      return code.call();
    } finally {
      wallNanos += System.nanoTime() - before;
      cpuNanos += cpu() - cpuBefore;
      bytes += allocated() - allocatedBefore;
    }
  }

  Timed read(@Nullable Object value) {
    return new Timed(value, Duration.ofNanos(wallNanos), Duration.ofNanos(cpuNanos), bytes);
  }

  /** Of all threads: code may start some. */
  private static long cpu() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }

  private static long allocated() {
    return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads
        ? threads.getThreadAllocatedBytes(Thread.currentThread().getId())
        : 0;
  }
}
