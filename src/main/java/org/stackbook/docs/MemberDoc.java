package org.stackbook.docs;

import java.util.List;

/**
 * What a source says about a type or member.
 *
 * @param parameters names of the parameters of a method or constructor, in order
 * @param comment the doc comment without its frame of asterisks; empty if there is none
 */
public record MemberDoc(List<String> parameters, String comment) {

  /** Nothing is known. */
  static final MemberDoc NONE = new MemberDoc(List.of(), "");

  /** Copies the names. */
  public MemberDoc {
    parameters = List.copyOf(parameters);
  }
}
