package org.stackbook.stamp;

import org.stackbook.error.Once;
import org.stackbook.error.Refusal;
import org.stackbook.unit.Bytes;

/**
 * The words that describe the hardware lifecycle host; none of them is needed.
 *
 * <pre>{@code
 * s -> s.lifecycleHost(h -> h.name("hlh").memory(gb(64)).cores(8))
 * }</pre>
 */
public final class HostBuilder {

  /** What it is called if no name is given: the usual short form of its role. */
  private static final String USUAL_NAME = "hlh";

  private final Once<String> name = new Once<>("name");
  private final Once<Bytes> memory = new Once<>("memory");
  private final Once<Integer> cores = new Once<>("cores");

  HostBuilder() {}

  /**
   * Its name; {@code hlh} if not said.
   *
   * @param hostName letters, digits and hyphens
   * @throws Refusal if it is not, or a name was said before
   */
  public HostBuilder name(String hostName) {
    Check.name(
        hostName,
        Names.SERVER,
        "name(" + Words.quoted(hostName) + ")",
        "letters, digits and hyphens");
    name.set(hostName, Words.quoted(hostName));
    return this;
  }

  /**
   * Physical memory.
   *
   * @param size more than 0 bytes
   * @throws Refusal if it is not, or memory was said before
   */
  public HostBuilder memory(Bytes size) {
    Check.size(size, "memory(" + Words.size(size) + ")");
    memory.set(size, Words.size(size));
    return this;
  }

  /**
   * Physical cores.
   *
   * @param count 1 or more
   * @throws Refusal if it is not, or cores were said before
   */
  public HostBuilder cores(int count) {
    Check.cores(count);
    cores.set(count, String.valueOf(count));
    return this;
  }

  HardwareLifecycleHost build() {
    return new HardwareLifecycleHost(name.get().orElse(USUAL_NAME), memory.get(), cores.get());
  }
}
