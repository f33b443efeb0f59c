package org.stackbook.trace;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Traces of Microsoft Research Cambridge: times in units of 100 ns since the year 1601, addresses
 * and sizes in bytes.
 *
 * <p>Source: D. Narayanan, A. Donnelly and A. Rowstron, "Write off-loading", FAST 2008, and the
 * README of the traces at SNIA IOTTA.
 */
final class MsrFormat implements TraceFormat {

  private static final String TITLES =
      "timestamp,hostname,disknumber,type,offset,size,responsetime";
  private static final Pattern ROW =
      Pattern.compile("[0-9]{15,18},[^,]*,[0-9]+,(?i:read|write),[0-9]+,[0-9]+,[0-9]+\\s*");
  private static final Columns COLUMNS = new Columns((byte) ',', 0, 100, 3, 4, 1, 5, 1, 1, 2);
  private static final char COMMENT = '#';

  @Override
  public String name() {
    return "msr";
  }

  @Override
  public String says(Head head, TraceOptions options) {
    return "MSR Cambridge: CSV, times in 100 ns, addresses and sizes in bytes";
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
