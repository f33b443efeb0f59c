package org.stackbook.report;

import org.stackbook.session.CellOutput;
import org.stackbook.session.CellResult;

/** What runs cells: a session, or a stand-in for one. */
interface CellRunner {

  /** Runs one cell to its end. */
  CellResult run(String cell, CellOutput out);

  /** Asks the running cell to stop; called from another thread. */
  void interrupt();
}
