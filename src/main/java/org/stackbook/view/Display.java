package org.stackbook.view;

import org.jspecify.annotations.Nullable;
import org.stackbook.error.Refusal;

/**
 * How much of a value is shown, and how. There is one setting for a session; each of its parts is
 * changed by putting another one in its place.
 *
 * <pre>{@code
 * Display.use(Display.current().rows(200));
 * Display.use(Display.STANDARD);
 * }</pre>
 *
 * @param maxRows rows of a table that are shown, 1 to 10,000; files always hold all
 * @param width columns that text may take, 40 to 400
 * @param theme the theme that is forced, or {@code null} to follow the front end
 */
public record Display(int maxRows, int width, @Nullable Theme theme) {

  /** 60 rows, 100 columns, the theme of the front end. */
  public static final Display STANDARD = new Display(60, 100, null);

  private static volatile Display current = STANDARD;

  /**
   * @throws Refusal if {@code maxRows} or {@code width} is out of its range
   */
  public Display {
    within("rows", maxRows, 1, 10_000);
    within("width", width, 40, 400);
  }

  private static void within(String word, int given, int least, int most) {
    if (given < least || given > most) {
      throw Refusal.of(word + "(" + given + ")", word + " is " + least + " to " + most)
          .wayOut("files made with csv(...) and json() hold everything, whatever is shown")
          .asException();
    }
  }

  /** The setting of this session. */
  public static Display current() {
    return current;
  }

  /** Makes {@code display} the setting of this session. */
  public static void use(Display display) {
    current = display;
  }

  /**
   * This setting with another number of rows.
   *
   * @param most 1 to 10,000
   */
  public Display rows(int most) {
    return new Display(most, width, theme);
  }

  /**
   * This setting with another width of text.
   *
   * @param columns 40 to 400
   */
  public Display width(int columns) {
    return new Display(maxRows, columns, theme);
  }

  /**
   * This setting with another theme.
   *
   * @param forced the theme, or {@code null} to follow the front end
   */
  public Display theme(@Nullable Theme forced) {
    return new Display(maxRows, width, forced);
  }
}
