package org.stackbook.trace;

import java.util.Locale;
import java.util.regex.Pattern;

/** CSV of a known form: by its first line, with or without titles, it is recognised. */
final class TitledFormat implements TraceFormat {

  /**
   * Traces of Microsoft Research Cambridge: times in units of 100 ns since the year 1601, addresses
   * and sizes in bytes.
   *
   * <p>Source: D. Narayanan, A. Donnelly and A. Rowstron, "Write off-loading", FAST 2008, and the
   * README of the traces at SNIA IOTTA.
   */
  static final TraceFormat MSR =
      new TitledFormat(
          "msr",
          "MSR Cambridge: CSV, times in 100 ns, addresses and sizes in bytes",
          "timestamp,hostname,disknumber,type,offset,size,responsetime",
          "[0-9]{15,18},[^,]*,[0-9]+,(?i:read|write),[0-9]+,[0-9]+,[0-9]+\\s*",
          new Columns((byte) ',', 0, 100, 3, 4, 1, 5, 1, 1, 2));

  /**
   * Block traces of SNIA IOTTA in the form of SYSTOR '17: times in seconds, addresses and sizes in
   * bytes, comments at the head of the file.
   *
   * <p>Source: C. Lee, T. Kumano, T. Matsuki, H. Endo, N. Fukumoto and M. Sugawara, "Understanding
   * storage traffic characteristics on enterprise virtual desktop infrastructure", SYSTOR 2017.
   */
  static final TraceFormat SYSTOR =
      new TitledFormat(
          "snia",
          "SNIA block trace (SYSTOR '17): CSV, times in s, addresses and sizes in bytes",
          "timestamp,response,iotype,lun,offset,size",
          "[0-9]+[.][0-9]+,[0-9.]*,[RWrw]?,[0-9]+,[0-9]+,[0-9]+\\s*",
          new Columns((byte) ',', 0, TraceOptions.SECOND, 2, 4, 1, 5, 1, 3, Columns.NONE));

  private final String name;
  private final String says;
  private final String titles;
  private final Pattern row;
  private final Columns columns;

  private TitledFormat(String name, String says, String titles, String row, Columns columns) {
    this.name = name;
    this.says = says;
    this.titles = titles;
    this.row = Pattern.compile(row);
    this.columns = columns;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String says(Head head, TraceOptions options) {
    return says;
  }

  private boolean titled(Head head) {
    return head.firstLine()
        .filter(line -> line.strip().toLowerCase(Locale.ROOT).equals(titles))
        .isPresent();
  }

  @Override
  public boolean fits(Head head) {
    return titled(head) || head.firstLine().filter(line -> row.matcher(line).matches()).isPresent();
  }

  @Override
  public Opener opener(Head head, TraceOptions options) {
    options.requireNoColumns(name);
    return DelimitedDecoder.opener(head, name, columns, titled(head));
  }
}
