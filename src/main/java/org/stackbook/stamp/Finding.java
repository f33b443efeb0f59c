package org.stackbook.stamp;

import org.stackbook.fact.Fact;

/**
 * Advice that a description does not follow. It is kept and shown, and refuses nothing.
 *
 * @param subject what it is about: {@code n1..n8}, {@code volumes}
 * @param message what was found and what is advised, in one sentence without a full stop
 * @param fact what states the advice; a secondary source stars it
 * @param wayOut how to follow it, without a full stop
 */
public record Finding(String subject, String message, Fact fact, String wayOut) {

  @Override
  public String toString() {
    return subject
        + ": "
        + message
        + (fact.confidence().starred() ? " *" : "")
        + ". Source: "
        + fact.citation()
        + ". Way out: "
        + wayOut
        + ".";
  }
}
