package org.stackbook.view;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stackbook.view.DataTable.Cell;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.NumericColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Our tables as Tablesaw tables, and the other way round. */
final class Tables {

  /** Name of the column that names the starred columns of each row. */
  static final String STARRED = "starred";

  private static final int MOST_DECIMALS = 4;

  private Tables() {}

  static Table toTablesaw(DataTable data) {
    Table table = Table.create(data.title());
    Set<String> taken = new HashSet<>();
    for (int c = 0; c < data.columns().size(); c++) {
      table.addColumns(column(data, c, free(data.columns().get(c).label(), taken)));
    }
    if (data.starred()) {
      StringColumn starred = StringColumn.create(free(STARRED, taken));
      data.rows().forEach(row -> starred.append(starredIn(data, row)));
      table.addColumns(starred);
    }
    return table;
  }

  /** Tablesaw tells columns apart by their names without case. */
  private static String free(String label, Set<String> taken) {
    String name = label;
    for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
      name = label + " " + i;
    }
    return name;
  }

  /** The labels of the columns in which a row is starred. */
  static String starredIn(DataTable data, List<Cell> row) {
    List<String> names = new ArrayList<>();
    for (int c = 0; c < row.size(); c++) {
      if (row.get(c).starred()) {
        names.add(data.columns().get(c).label());
      }
    }
    return String.join("; ", names);
  }

  private static tech.tablesaw.columns.Column<?> column(DataTable data, int c, String name) {
    DataTable.Column column = data.columns().get(c);
    List<@Nullable Object> values = new ArrayList<>();
    data.rows().forEach(row -> values.add(row.get(c).value()));
    boolean numbers = values.stream().allMatch(v -> v == null || v instanceof Number);
    if (!column.numeric() || !numbers) {
      StringColumn texts = StringColumn.create(name);
      values.forEach(v -> texts.append(v == null ? "" : Cells.shown(column, v)));
      return texts;
    }
    if (column.decimals() == 0 && values.stream().allMatch(Tables::isWhole)) {
      LongColumn whole = LongColumn.create(name);
      for (Object v : values) {
        if (v instanceof Number number) {
          whole.append(number.longValue());
        } else {
          whole.appendMissing();
        }
      }
      return whole;
    }
    DoubleColumn decimals = DoubleColumn.create(name);
    for (Object v : values) {
      if (v instanceof Number number) {
        decimals.append(number.doubleValue());
      } else {
        decimals.appendMissing();
      }
    }
    return decimals;
  }

  private static boolean isWhole(@Nullable Object value) {
    return value == null
        || value instanceof Integer
        || value instanceof Long
        || value instanceof Short
        || (value instanceof Double d && d == Math.rint(d) && Math.abs(d) < 1L << 53);
  }

  /**
   * @param maxRows rows that are taken over; a note tells how many are not
   */
  static DataTable fromTablesaw(Table table, int maxRows) {
    int rows = Math.min(maxRows, table.rowCount());
    DataTable.Builder data = DataTable.of(table.name() == null ? "" : table.name());
    for (tech.tablesaw.columns.Column<?> column : table.columns()) {
      if (column instanceof NumericColumn<?> numbers) {
        data.number(column.name(), "", decimals(numbers, rows));
      } else {
        data.text(column.name());
      }
    }
    for (int r = 0; r < rows; r++) {
      @Nullable Object[] row = new Object[table.columnCount()];
      for (int c = 0; c < row.length; c++) {
        row[c] = table.column(c).isMissing(r) ? null : table.column(c).get(r);
      }
      data.row(row);
    }
    if (rows < table.rowCount()) {
      data.note(TextTable.more(table.rowCount() - rows));
    }
    return data.build();
  }

  /** As many decimals as the numbers need, up to a bearable number. */
  private static int decimals(NumericColumn<?> column, int rows) {
    int most = 0;
    for (int r = 0; r < rows; r++) {
      double value = column.isMissing(r) ? 0 : column.getDouble(r);
      if (Double.isFinite(value)) {
        most = Math.max(most, BigDecimal.valueOf(value).stripTrailingZeros().scale());
      }
    }
    return Math.min(most, MOST_DECIMALS);
  }
}
