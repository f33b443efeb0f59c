package org.stackbook.unit;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.stackbook.word.Vocabulary;

/** The number that was typed, with each unit of size. */
public final class SizeUnits implements Vocabulary {

  private static final Pattern TYPED =
      Pattern.compile("(?<number>\\s*[+-]?[0-9][0-9,_.]*\\s*)(?<unit>[A-Za-z]*)");

  @Override
  public List<String> words(Place place) {
    Matcher typed = TYPED.matcher(place.typed());
    if (!typed.matches()) {
      return List.of();
    }
    String number = typed.group("number");
    boolean apart = !typed.group("unit").isEmpty() || number.endsWith(" ");
    return Arrays.stream(ByteUnit.values())
        .map(unit -> number + (apart ? "" : " ") + unit.symbol())
        .toList();
  }
}
