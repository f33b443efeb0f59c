package org.stackbook.kernel;

/** A request that does not hold what its type needs. */
final class BadRequest extends RuntimeException {
  BadRequest(String message) {
    super(message);
  }
}
