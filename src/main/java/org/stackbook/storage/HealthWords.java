package org.stackbook.storage;

import org.stackbook.fact.Fact;
import org.stackbook.fact.FactBook;
import org.stackbook.fact.Facts;

/** The health statuses of the product and the operational states that each has. */
enum HealthWords {
  POOL("health/pool"),
  VIRTUAL_DISK("health/virtualDisk");

  private final String path;

  HealthWords(String path) {
    this.path = path;
  }

  /** The health status of an operational state: {@code Warning} of {@code Degraded}. */
  String status(String state) {
    String at = pathOf(state);
    String status = at.substring(path.length() + 1, at.lastIndexOf('/'));
    return status.replace("~1", "/").replace("~0", "~");
  }

  /** Status and state: {@code Warning: Degraded}. */
  String told(String state) {
    return status(state) + ": " + state;
  }

  /** The fact that states the state. */
  Fact fact(String state) {
    return Facts.storage().fact(pathOf(state));
  }

  private String pathOf(String state) {
    FactBook book = Facts.storage();
    return book.entries(path).stream()
        .flatMap(status -> book.entries(status).stream())
        .filter(row -> book.fact(row).text().equals(state))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no state " + state + " in " + path));
  }
}
