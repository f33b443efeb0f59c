package org.stackbook.network.packet;

import java.util.Locale;
import org.stackbook.error.Refusal;

/** The ranges of fields of headers. */
final class Fields {

  static final int SIXTEEN_BITS = 0xffff;

  static final int TWENTY_FOUR_BITS = 0xffffff;

  static final long THIRTY_TWO_BITS = 0xffffffffL;

  private Fields() {}

  /**
   * @throws Refusal if {@code value} is not 0 to {@code most}
   */
  static void within(String name, long value, long most) {
    if (value < 0 || value > most) {
      throw Refusal.of(name + " " + value, String.format(Locale.ROOT, "it is 0 to %,d", most))
          .asException();
    }
  }
}
