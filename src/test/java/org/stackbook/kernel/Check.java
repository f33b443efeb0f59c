package org.stackbook.kernel;

/**
 * One promise of a kernel and how to see that it is kept.
 *
 * @param promise what a kernel does
 * @param fault how a kernel may be broken such that this check finds it out
 * @param body fails if the promise is not kept
 */
record Check(String promise, Fault fault, Body body) {

  /** Talks to a kernel. */
  interface Body {
    void test(KernelClient client) throws Exception;
  }

  static Check check(String promise, Fault fault, Body body) {
    return new Check(promise, fault, body);
  }
}
