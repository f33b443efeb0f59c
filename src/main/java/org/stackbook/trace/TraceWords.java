package org.stackbook.trace;

import java.util.List;
import org.stackbook.word.Vocabulary;

/** Words that the options of a trace take. */
final class TraceWords {

  private TraceWords() {}

  /** Names of the formats. */
  static final class Formats implements Vocabulary {
    @Override
    public List<String> words(Place place) {
      return TraceFormats.names();
    }
  }

  /** Units of time. */
  static final class TimeUnits implements Vocabulary {
    @Override
    public List<String> words(Place place) {
      return TraceOptions.timeUnitNames();
    }
  }
}
