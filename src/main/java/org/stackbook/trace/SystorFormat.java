package org.stackbook.trace;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Block traces of SNIA IOTTA in the form of SYSTOR '17: times in seconds, addresses and sizes in
 * bytes, comments at the head of the file.
 *
 * <p>Source: C. Lee, T. Kumano, T. Matsuki, H. Endo, N. Fukumoto and M. Sugawara, "Understanding
 * storage traffic characteristics on enterprise virtual desktop infrastructure", SYSTOR 2017.
 */
final class SystorFormat implements TraceFormat {

  private static final String TITLES = "timestamp,response,iotype,lun,offset,size";
  private static final Pattern ROW =
      Pattern.compile("[0-9]+[.][0-9]+,[0-9.]*,[RWrw]?,[0-9]+,[0-9]+,[0-9]+\\s*");
  private static final Columns COLUMNS =
      new Columns((byte) ',', 0, 1_000_000_000L, 2, 4, 1, 5, 1, 3, Columns.NONE);
  private static final char COMMENT = '#';

  @Override
  public String name() {
    return "snia";
  }

  @Override
  public String says(Head head, TraceOptions options) {
    return "SNIA block trace (SYSTOR '17): CSV, times in s, addresses and sizes in bytes";
  }

  private static boolean titled(Head head) {
    return head.firstLine(COMMENT)
        .filter(line -> line.strip().toLowerCase(Locale.ROOT).equals(TITLES))
        .isPresent();
  }

  @Override
  public boolean fits(Head head) {
    return titled(head)
        || head.firstLine(COMMENT).filter(line -> ROW.matcher(line).matches()).isPresent();
  }

  @Override
  public Opener opener(Head head, TraceOptions options) {
    options.requireNoColumns(name());
    boolean titled = titled(head);
    return (bytes, tally, tenants) ->
        new DelimitedDecoder(bytes, COLUMNS, titled, COMMENT, tally, tenants);
  }
}
