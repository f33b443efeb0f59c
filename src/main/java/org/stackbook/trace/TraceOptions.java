package org.stackbook.trace;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.stackbook.error.Once;
import org.stackbook.error.Refusal;
import org.stackbook.word.Takes;

/**
 * How the rows of a trace are to be read. What is not said is found out from the file. Each word
 * may be said once.
 */
public final class TraceOptions {

  /** Nanoseconds. */
  static final long SECOND = 1_000_000_000L;

  private static final int LARGEST_UNIT = 1 << 20;

  private static final Map<String, Long> TIME_UNITS = timeUnits();

  private final Once<TraceFormat> format = new Once<>("format");
  private final Once<Column> time = new Once<>("time");
  private final Once<Column> op = new Once<>("op");
  private final Once<Column> address = new Once<>("address");
  private final Once<Column> size = new Once<>("size");
  private final Once<Column> tenant = new Once<>("tenant");
  private final Once<Character> separator = new Once<>("separator");
  private final Once<Boolean> keepGoing = new Once<>("keepGoing");

  /**
   * A column.
   *
   * @param name in the first line; empty if it was told by position
   * @param position from 1; 0 if it was told by name
   * @param unit in nanoseconds or bytes; 0 if it was not said
   */
  record Column(String name, int position, long unit) {}

  TraceOptions() {}

  private static Map<String, Long> timeUnits() {
    Map<String, Long> units = new LinkedHashMap<>();
    units.put("s", SECOND);
    units.put("ms", SECOND / 1_000);
    units.put("us", SECOND / 1_000_000);
    units.put("100ns", 100L);
    units.put("ns", 1L);
    return units;
  }

  /**
   * The format, so that it is not found out.
   *
   * @param name {@code csv}, {@code msr}, {@code snia}, {@code vscsi} or {@code oracleGeneral}
   * @throws Refusal if it was said already, or there is no such format
   */
  public TraceOptions format(@Takes(TraceWords.Formats.class) String name) {
    TraceFormat known =
        TraceFormats.named(name)
            .orElseThrow(
                () ->
                    Refusal.of("format(\"" + name + "\")", "there is no such format")
                        .nearest(name, TraceFormats.names())
                        .wayOut(
                            "say one of "
                                + String.join(", ", TraceFormats.names())
                                + ", or leave it out")
                        .asException());
    return say(format, known, quoted(name));
  }

  /**
   * The column of times, in seconds, whole or with a fraction.
   *
   * @param column its name in the first line
   * @throws Refusal if it was said already
   */
  public TraceOptions time(String column) {
    return time(column, "s");
  }

  /**
   * The column of times.
   *
   * @param column its name in the first line
   * @param unit {@code s}, {@code ms}, {@code us}, {@code 100ns} or {@code ns}
   * @throws Refusal if it was said already, or there is no such unit
   */
  public TraceOptions time(String column, @Takes(TraceWords.TimeUnits.class) String unit) {
    return say(time, new Column(column, 0, timeUnit(unit)), quoted(column));
  }

  /**
   * The column of times.
   *
   * @param position from 1
   * @param unit {@code s}, {@code ms}, {@code us}, {@code 100ns} or {@code ns}
   * @throws Refusal if it was said already, or there is no such position or unit
   */
  public TraceOptions time(int position, @Takes(TraceWords.TimeUnits.class) String unit) {
    return say(time, at("time", position, timeUnit(unit)), String.valueOf(position));
  }

  /**
   * The column of {@code R} and {@code W}, or {@code Read} and {@code Write}. Without one all
   * requests are reads.
   *
   * @param column its name in the first line
   * @throws Refusal if it was said already
   */
  public TraceOptions op(String column) {
    return say(op, new Column(column, 0, 1), quoted(column));
  }

  /**
   * The column of {@code R} and {@code W}, or {@code Read} and {@code Write}.
   *
   * @param position from 1
   * @throws Refusal if it was said already, or there is no such position
   */
  public TraceOptions op(int position) {
    return say(op, at("op", position, 1), String.valueOf(position));
  }

  /**
   * The column of addresses: in sectors of 512 bytes if it is called {@code lba}, {@code lbn} or
   * {@code sector}, else in bytes.
   *
   * @param column its name in the first line
   * @throws Refusal if it was said already
   */
  public TraceOptions address(String column) {
    return say(address, new Column(column, 0, 0), quoted(column));
  }

  /**
   * The column of addresses.
   *
   * @param column its name in the first line
   * @param unit in bytes, from 1 to 1 MiB: 512 for sectors
   * @throws Refusal if it was said already, or the unit is another
   */
  public TraceOptions address(String column, int unit) {
    return say(address, new Column(column, 0, byteUnit("address", unit)), quoted(column));
  }

  /**
   * The column of addresses.
   *
   * @param position from 1
   * @param unit in bytes, from 1 to 1 MiB: 512 for sectors
   * @throws Refusal if it was said already, or there is no such position or unit
   */
  public TraceOptions address(int position, int unit) {
    return say(
        address, at("address", position, byteUnit("address", unit)), String.valueOf(position));
  }

  /**
   * The column of sizes in bytes.
   *
   * @param column its name in the first line
   * @throws Refusal if it was said already
   */
  public TraceOptions size(String column) {
    return size(column, 1);
  }

  /**
   * The column of sizes.
   *
   * @param column its name in the first line
   * @param unit in bytes, from 1 to 1 MiB
   * @throws Refusal if it was said already, or the unit is another
   */
  public TraceOptions size(String column, int unit) {
    return say(size, new Column(column, 0, byteUnit("size", unit)), quoted(column));
  }

  /**
   * The column of sizes.
   *
   * @param position from 1
   * @param unit in bytes, from 1 to 1 MiB
   * @throws Refusal if it was said already, or there is no such position or unit
   */
  public TraceOptions size(int position, int unit) {
    return say(size, at("size", position, byteUnit("size", unit)), String.valueOf(position));
  }

  /**
   * The column of the names of disks, volumes or hosts. Without one all requests are of one.
   *
   * @param column its name in the first line
   * @throws Refusal if it was said already
   */
  public TraceOptions tenant(String column) {
    return say(tenant, new Column(column, 0, 1), quoted(column));
  }

  /**
   * The column of the names of disks, volumes or hosts.
   *
   * @param position from 1
   * @throws Refusal if it was said already, or there is no such position
   */
  public TraceOptions tenant(int position) {
    return say(tenant, at("tenant", position, 1), String.valueOf(position));
  }

  /**
   * What stands between columns. Without it the first line tells: comma, semicolon, tab, bar or
   * blank.
   *
   * @param character of ASCII, neither a digit nor a line break
   * @throws Refusal if it was said already, or is another
   */
  public TraceOptions separator(char character) {
    if (character >= 0x80 || Character.isDigit(character) || "\n\r\"-.".indexOf(character) >= 0) {
      throw Refusal.of("separator('" + character + "')", "this cannot separate numbers")
          .wayOut("say separator(',') or separator(';')")
          .asException();
    }
    return say(separator, character, "'" + character + "'");
  }

  /**
   * Goes on where more than half of the first 1,000 rows are broken, and takes the rows that are
   * good.
   *
   * @throws Refusal if it was said already
   */
  public TraceOptions keepGoing() {
    return say(keepGoing, true, "");
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }

  private static Column at(String word, int position, long unit) {
    if (position < 1) {
      throw Refusal.of(word + "(" + position + ")", "the first column is 1")
          .wayOut("count columns from 1, left to right")
          .asException();
    }
    return new Column("", position, unit);
  }

  private static long timeUnit(String unit) {
    Long nanos = TIME_UNITS.get(unit.toLowerCase(Locale.ROOT));
    if (nanos == null) {
      throw Refusal.of("time(…, \"" + unit + "\")", "there is no such unit of time")
          .nearest(unit, TIME_UNITS.keySet())
          .wayOut("say one of " + String.join(", ", TIME_UNITS.keySet()))
          .asException();
    }
    return nanos;
  }

  /** All units of time. */
  static List<String> timeUnitNames() {
    return List.copyOf(TIME_UNITS.keySet());
  }

  /** How people write a unit of so many nanoseconds. */
  static String timeUnit(long nanos) {
    return TIME_UNITS.entrySet().stream()
        .filter(unit -> unit.getValue() == nanos)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(nanos + " ns");
  }

  private static int byteUnit(String word, int bytes) {
    if (bytes < 1 || bytes > LARGEST_UNIT) {
      throw Refusal.of(word + "(…, " + bytes + ")", "a unit is from 1 byte to 1 MiB")
          .wayOut("say 1 for bytes, 512 for sectors")
          .asException();
    }
    return bytes;
  }

  private <T> TraceOptions say(Once<T> word, T value, String asWritten) {
    word.set(value, asWritten);
    return this;
  }

  /** Columns are said of CSV only: the other formats know theirs. */
  void requireNoColumns(String formatName) {
    for (Map.Entry<String, Once<?>> word : columns().entrySet()) {
      if (word.getValue().get().isPresent()) {
        throw Refusal.of(
                word.getKey() + "(…)", "the format " + formatName + " has columns of its own")
            .wayOut("leave the columns out, or say format(\"csv\")")
            .asException();
      }
    }
  }

  boolean anyColumns() {
    return columns().values().stream().anyMatch(word -> word.get().isPresent());
  }

  /** The words that tell how rows are cut, in the order of their documentation. */
  private Map<String, Once<?>> columns() {
    Map<String, Once<?>> words = new LinkedHashMap<>();
    words.put("time", time);
    words.put("op", op);
    words.put("address", address);
    words.put("size", size);
    words.put("tenant", tenant);
    words.put("separator", separator);
    return words;
  }

  Optional<TraceFormat> format() {
    return format.get();
  }

  Optional<Column> time() {
    return time.get();
  }

  Optional<Column> op() {
    return op.get();
  }

  Optional<Column> address() {
    return address.get();
  }

  Optional<Column> size() {
    return size.get();
  }

  Optional<Column> tenant() {
    return tenant.get();
  }

  Optional<Character> separator() {
    return separator.get();
  }

  boolean goesOn() {
    return keepGoing.get().isPresent();
  }
}
