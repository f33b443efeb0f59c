package org.stackbook.word;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The words that a parameter takes; bound to it by {@link Takes}. Asked at every press of the Tab
 * key: it answers from what is there, at once, and changes nothing.
 */
public interface Vocabulary {

  /**
   * The words, the first to be offered first. Those that do not begin with what was typed are left
   * out by the caller.
   */
  List<String> words(Place place);

  /**
   * Where a word is asked for.
   *
   * @param receiver the object whose method is called, if it is the value of a variable
   * @param origin the value of the variable at which the chain of calls begins, or of the nearest
   *     one around the lambda that the call stands in: {@code oslo} in {@code
   *     oslo.storage().place().fail("")}; the receiver, where that is known
   * @param typed the text between its opening quote and the cursor
   */
  record Place(@Nullable Object receiver, @Nullable Object origin, String typed) {}
}
