package org.stackbook.session.magic;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.stackbook.session.magic.MagicHost.Declared;
import org.stackbook.session.magic.MagicHost.Kind;
import org.stackbook.view.DataTable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code %who}: what the notebook has declared. */
@Command(description = "List the variables of the notebook with their types and values.")
final class WhoMagic implements Magic {

  /** A value is told in one line. */
  private static final int LONGEST = 60;

  private final MagicHost host;

  @Option(names = "--methods", description = "List methods with their signatures.")
  private boolean methods;

  @Option(names = "--types", description = "List classes, records, interfaces and enums.")
  private boolean types;

  @Option(
      names = "--all",
      description = "List all of these, and the values of expressions without a name.")
  private boolean all;

  WhoMagic(MagicHost host) {
    this.host = host;
  }

  @Override
  public @Nullable Object run() {
    Set<Kind> kinds = all ? EnumSet.allOf(Kind.class) : EnumSet.noneOf(Kind.class);
    if (methods) {
      kinds.add(Kind.METHOD);
    }
    if (types) {
      kinds.add(Kind.TYPE);
    }
    if (kinds.isEmpty()) {
      kinds.add(Kind.VARIABLE);
    }
    List<Declared> found =
        host.declared().stream().filter(each -> kinds.contains(each.kind())).toList();
    if (found.isEmpty()) {
      System.out.println("The notebook has declared none yet.");
    } else if (kinds.contains(Kind.VARIABLE)) {
      Shown.table(host, withValues(found));
    } else {
      Shown.table(host, withoutValues(found));
    }
    return found.stream().map(Declared::name).toList();
  }

  private static DataTable withValues(List<Declared> found) {
    DataTable.Builder table =
        DataTable.of("Declared in this notebook").text("name").text("type").text("value");
    found.forEach(each -> table.row(each.name(), each.type(), shortened(each.value())));
    return table.build();
  }

  private static DataTable withoutValues(List<Declared> found) {
    DataTable.Builder table =
        DataTable.of("Declared in this notebook").text("name").text("kind").text("type");
    found.forEach(
        each -> table.row(each.name(), each.kind().name().toLowerCase(Locale.ROOT), each.type()));
    return table.build();
  }

  private static String shortened(String value) {
    String first = value.strip().lines().findFirst().orElse("");
    boolean cut = first.length() > LONGEST || value.strip().length() > first.length();
    String start = first.substring(0, Math.min(first.length(), LONGEST));
    return cut ? start + " …" : start;
  }
}
