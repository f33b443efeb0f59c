package org.stackbook.fact;

import com.fasterxml.jackson.databind.JsonNode;

/** An input with the result that a source prints for it, or that follows from a rule it states. */
public final class GoldenExample {

  private final String book;
  private final JsonNode node;

  GoldenExample(String book, JsonNode node) {
    this.book = book;
    this.node = node;
  }

  /** The file that the example is in. */
  public String book() {
    return book;
  }

  /** Its name, unique in all files. */
  public String id() {
    return node.path("id").asText();
  }

  /** What is put in. */
  public JsonNode in() {
    return node.path("in");
  }

  /** What has to come out. */
  public JsonNode expect() {
    return node.path("expect");
  }

  /** What follows from the example by a rule, beyond what is printed. */
  public JsonNode derived() {
    return node.path("derived");
  }

  /** The codes of its sources, as written. */
  public String source() {
    return node.path("source").asText();
  }

  @Override
  public String toString() {
    return id();
  }
}
