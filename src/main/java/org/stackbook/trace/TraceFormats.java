package org.stackbook.trace;

import java.util.List;
import java.util.Optional;

/** The formats by their names, and by what a file begins with. */
final class TraceFormats {

  /** One that is sure comes before one that takes much. */
  private static final List<TraceFormat> ALL =
      List.of(
          new VscsiFormat(),
          new OracleGeneralFormat(),
          TitledFormat.MSR,
          TitledFormat.SYSTOR,
          new CsvFormat());

  private TraceFormats() {}

  /** The format of a name. */
  static Optional<TraceFormat> named(String name) {
    return ALL.stream().filter(format -> format.name().equalsIgnoreCase(name)).findFirst();
  }

  /** The first format that fits. */
  static Optional<TraceFormat> of(Head head) {
    return ALL.stream().filter(format -> format.fits(head)).findFirst();
  }

  /** All names. */
  static List<String> names() {
    return ALL.stream().map(TraceFormat::name).toList();
  }
}
