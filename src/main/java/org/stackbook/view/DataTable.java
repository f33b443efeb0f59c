package org.stackbook.view;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stackbook.fact.Figure;

/**
 * A table as plain data: typed columns with units in the head, rows of values, footnotes. {@code
 * view} turns it into HTML, text, CSV and Tablesaw.
 *
 * <pre>{@code
 * DataTable.of("Volumes").text("volume").number("size", "TB", 2).row("ObjStore_1", 21.5).build()
 * }</pre>
 *
 * @param title what the table shows; also its accessible name
 * @param columns the columns, left to right
 * @param rows the rows; each has a cell for every column
 * @param notes lines under the table
 */
public record DataTable(
    String title, List<Column> columns, List<List<Cell>> rows, List<String> notes) {

  /**
   * @throws IllegalArgumentException if a row has not one cell for every column
   */
  public DataTable {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    notes = List.copyOf(notes);
    for (List<Cell> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            "a row of " + title + " has " + row.size() + " cells, not " + columns.size());
      }
    }
  }

  /**
   * Whether every value of a column is starred: then its head is, and not each of its cells.
   *
   * @param column from 0
   */
  boolean starredAsWhole(int column) {
    List<Cell> cells =
        rows.stream().map(row -> row.get(column)).filter(cell -> cell.value() != null).toList();
    return cells.size() > 1 && cells.stream().allMatch(Cell::starred);
  }

  /**
   * A column.
   *
   * @param name head of the column
   * @param unit unit of its numbers, shown in the head; empty for none
   * @param decimals decimals of its numbers, or -1 for a column of texts
   */
  public record Column(String name, String unit, int decimals) {
    /** Whether it holds numbers, aligned right. */
    public boolean numeric() {
      return decimals >= 0;
    }

    /** Name and unit in one line: {@code size (TB)}. */
    public String label() {
      return unit.isEmpty() ? name : name + " (" + unit + ")";
    }
  }

  /**
   * A cell.
   *
   * @param value a {@link Number}, a {@link String}, or {@code null} for nothing
   * @param starred whether the value rests on an assumption
   */
  public record Cell(@Nullable Object value, boolean starred) {}

  /** Starts a table. */
  public static Builder of(String title) {
    return new Builder(title);
  }

  /** Whether any cell is starred, so that the table needs the footnote. */
  public boolean starred() {
    return rows.stream().anyMatch(row -> row.stream().anyMatch(Cell::starred));
  }

  /** Collects columns, then rows. */
  public static final class Builder {
    private final String title;
    private final List<Column> columns = new ArrayList<>();
    private final List<List<Cell>> rows = new ArrayList<>();
    private final Set<String> notes = new LinkedHashSet<>();

    private Builder(String title) {
      this.title = title;
    }

    /** Adds a column of texts. */
    public Builder text(String name) {
      columns.add(new Column(name, "", -1));
      return this;
    }

    /** Adds a column of whole numbers without a unit. */
    public Builder count(String name) {
      columns.add(new Column(name, "", 0));
      return this;
    }

    /**
     * Adds a column of numbers.
     *
     * @param unit shown in the head, such as {@code TB}; empty for none
     * @param decimals 0 to 6
     */
    public Builder number(String name, String unit, int decimals) {
      columns.add(new Column(name, unit, decimals));
      return this;
    }

    /**
     * Adds a row.
     *
     * @param values one for every column: numbers, texts, quantities (turned into the unit of their
     *     column), figures of these (starred if assumed) or {@code null}
     * @throws IllegalArgumentException if there is not one for every column
     */
    public Builder row(@Nullable Object... values) {
      if (values.length != columns.size()) {
        throw new IllegalArgumentException(
            "a row of " + title + " has " + values.length + " cells, not " + columns.size());
      }
      List<Cell> row = new ArrayList<>();
      for (int i = 0; i < values.length; i++) {
        row.add(cell(columns.get(i), values[i]));
      }
      rows.add(Collections.unmodifiableList(row));
      return this;
    }

    private static Cell cell(Column column, @Nullable Object value) {
      if (value instanceof Cell cell) {
        return new Cell(Cells.inUnitOf(column, cell.value()), cell.starred());
      }
      if (value instanceof Figure<?> figure) {
        return new Cell(Cells.inUnitOf(column, figure.value()), figure.confidence().starred());
      }
      return new Cell(Cells.inUnitOf(column, value), false);
    }

    /** Adds a line under the table. */
    public Builder note(String line) {
      notes.add(line);
      return this;
    }

    /**
     * @throws IllegalArgumentException if a row has not one cell for every column
     */
    public DataTable build() {
      return new DataTable(title, columns, rows, List.copyOf(notes));
    }
  }
}
