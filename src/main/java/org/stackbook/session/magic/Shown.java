package org.stackbook.session.magic;

import org.stackbook.view.DataTable;
import org.stackbook.view.MimeBundle;
import org.stackbook.view.Views;

/** Shows a table as what a magic has to say. */
final class Shown {

  private Shown() {}

  static void table(MagicHost host, DataTable table) {
    host.display(Views.of(table).orElseGet(() -> MimeBundle.text(table.toString())), null, false);
  }
}
