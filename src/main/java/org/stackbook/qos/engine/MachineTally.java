package org.stackbook.qos.engine;

/**
 * What one virtual machine got.
 *
 * @param offered requests that came
 * @param served requests that were done by the end
 * @param meanSeconds how long those that were done took in the mean; 0 if there were none
 */
public record MachineTally(long offered, long served, double meanSeconds) {}
