package org.stackbook.trace;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.stackbook.error.Refusal;
import org.stackbook.trace.TraceOptions.Column;

/**
 * Lines of columns, by their names in the first line, or by their positions; quotes as RFC 4180 has
 * them.
 */
final class CsvFormat implements TraceFormat {

  private static final String SEPARATORS = ",;\t| ";
  private static final int SECTOR = 512;

  private static final List<String> TIMES = List.of("time", "timestamp", "ts");
  private static final List<String> OPS = List.of("op", "iotype", "type", "opcode", "rw");
  private static final List<String> SECTORS = List.of("lba", "lbn", "sector");
  private static final List<String> OFFSETS = List.of("offset", "address");
  private static final List<String> SIZES = List.of("size", "length", "bytes");
  private static final List<String> TENANTS =
      List.of("tenant", "volume", "disk", "lun", "host", "hostname", "device");

  @Override
  public String name() {
    return "csv";
  }

  @Override
  public String says(Head head, TraceOptions options) {
    Columns columns = columns(head, options);
    StringBuilder says = new StringBuilder("CSV");
    says.append(
        columns.time() == Columns.NONE
            ? ", no times"
            : ", times in " + TraceOptions.timeUnit(columns.nanosPerUnit()));
    says.append(", addresses in ").append(unit(columns.addressUnit()));
    says.append(", sizes in ").append(unit(columns.sizeUnit()));
    return says + (columns.op() == Columns.NONE ? ", reads only" : "");
  }

  @Override
  public boolean hasTimes(Head head, TraceOptions options) {
    return columns(head, options).time() != Columns.NONE;
  }

  private static String unit(int bytes) {
    return bytes == 1 ? "bytes" : "units of " + bytes + " bytes";
  }

  @Override
  public boolean fits(Head head) {
    return head.text();
  }

  @Override
  public Opener opener(Head head, TraceOptions options) {
    Columns columns = columns(head, options);
    List<String> first = titles(head.firstLine().orElse(""), (char) columns.separator());
    boolean titled = !isNumber(first, columns.address()) && !isNumber(first, columns.size());
    return DelimitedDecoder.opener(head, name(), columns, titled);
  }

  private static Columns columns(Head head, TraceOptions options) {
    String first = head.firstLine().orElse("");
    char separator = options.separator().orElseGet(() -> separatorOf(first));
    List<String> titles = titles(first, separator);
    return new Columns(
        (byte) separator,
        column(titles, options.time(), "time", TIMES).orElse(Columns.NONE),
        options.time().map(Column::unit).orElse(TraceOptions.SECOND),
        column(titles, options.op(), "op", OPS).orElse(Columns.NONE),
        column(titles, options.address(), "address", addresses())
            .orElseThrow(() -> unknown(titles, "address", addresses())),
        addressUnit(titles, options),
        column(titles, options.size(), "size", SIZES)
            .orElseThrow(() -> unknown(titles, "size", SIZES)),
        options.size().map(c -> (int) c.unit()).orElse(1),
        column(titles, options.tenant(), "tenant", TENANTS).orElse(Columns.NONE),
        Columns.NONE);
  }

  private static List<String> addresses() {
    return Stream.concat(SECTORS.stream(), OFFSETS.stream()).toList();
  }

  private static char separatorOf(String line) {
    String bare = line.replaceAll("\"[^\"]*\"", "");
    return (char) SEPARATORS.chars().filter(c -> bare.indexOf(c) >= 0).findFirst().orElse(COMMA);
  }

  private static final char COMMA = ',';

  private static List<String> titles(String line, char separator) {
    return Fields.of(line, separator).stream()
        .map(title -> title.replaceAll("^[\\s\"\uFEFF]+|[\\s\"]+$", ""))
        .toList();
  }

  private static boolean isNumber(List<String> titles, int column) {
    return column < titles.size() && titles.get(column).matches("-?[0-9]+");
  }

  private static int addressUnit(List<String> titles, TraceOptions options) {
    Optional<Column> said = options.address();
    if (said.isPresent() && said.get().unit() > 0) {
      return (int) said.get().unit();
    }
    int column = column(titles, said, "address", addresses()).orElse(0);
    boolean sectors =
        column < titles.size() && SECTORS.contains(titles.get(column).toLowerCase(Locale.ROOT));
    return sectors ? SECTOR : 1;
  }

  /** The number of a column that was said, or of one with a name that is known. */
  private static Optional<Integer> column(
      List<String> titles, Optional<Column> said, String word, List<String> known) {
    if (said.isEmpty()) {
      return titles.stream()
          .filter(title -> known.contains(title.toLowerCase(Locale.ROOT)))
          .findFirst()
          .map(titles::indexOf);
    }
    Column column = said.get();
    if (column.position() > 0) {
      if (column.position() > titles.size()) {
        throw Refusal.of(
                word + "(" + column.position() + ")",
                "the first line has " + titles.size() + " columns: " + shown(titles))
            .wayOut("count columns from 1; say separator(…) if it is another")
            .asException();
      }
      return Optional.of(column.position() - 1);
    }
    for (int i = 0; i < titles.size(); i++) {
      if (titles.get(i).equalsIgnoreCase(column.name())) {
        return Optional.of(i);
      }
    }
    throw Refusal.of(
            word + "(\"" + column.name() + "\")",
            "there is no such column; the first line is " + shown(titles))
        .nearest(column.name(), titles)
        .wayOut("name a column of the first line, or say its position, from 1")
        .asException();
  }

  private static Refusal unknown(List<String> titles, String word, List<String> known) {
    return Refusal.of(
            "trace(…)",
            "no column is named "
                + String.join(", ", known)
                + "; the first line is "
                + shown(titles))
        .wayOut(
            "say which it is, by name or by position: t -> t."
                + word
                + "(\"…\", 1), the unit in bytes")
        .asException();
  }

  private static String shown(List<String> titles) {
    return titles.stream()
        .limit(12)
        .map(t -> Lines.shown(t.length() > 24 ? t.substring(0, 24) + "…" : t))
        .toList()
        .toString();
  }
}
