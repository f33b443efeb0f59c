package org.stackbook.cache.engine.policy;

/** What a policy or a bound has to know of a trace, beyond the key that is asked for. */
public enum Need {
  /** When each key is used next: the trace has an end and can be read twice. */
  FUTURE
}
