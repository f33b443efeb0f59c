package org.stackbook.network.sdn;

/**
 * A time in which a back end does not serve, in milliseconds.
 *
 * @param from when it begins
 * @param to when it is over
 * @param answers whether it still answers, with errors
 */
record ProbeTrouble(long from, long to, boolean answers) {}
