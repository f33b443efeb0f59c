package org.stackbook.session.magic;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.stackbook.view.DataTable;
import picocli.CommandLine.Command;

/** {@code %lsmagic}: lists the magics. */
@Command(description = "List the magics, with what each does.")
final class LsMagic implements Magic {

  private final MagicHost host;
  private final Magics magics;

  LsMagic(MagicHost host, Magics magics) {
    this.host = host;
    this.magics = magics;
  }

  @Override
  public @Nullable Object run() {
    List<Magics.Description> all = magics.descriptions();
    DataTable.Builder table = DataTable.of("Magics").text("magic").text("what it does");
    all.forEach(magic -> table.row(magic.name(), magic.summary()));
    Shown.table(host, table.note("NAME --help tells how each is used").build());
    return all.stream().map(Magics.Description::name).toList();
  }
}
