package org.stackbook.view;

/** How something that is explained step by step ends: a name with a written definition. */
public interface Disposition {

  /** The name as it is shown, such as {@code no fault domain}. */
  String word();

  /** What the name means, in one sentence without a full stop. */
  String definition();
}
