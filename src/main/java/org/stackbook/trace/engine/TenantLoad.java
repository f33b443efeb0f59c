package org.stackbook.trace.engine;

/**
 * What one tenant asks of its disk.
 *
 * @param share of all requests, more than 0; the shares of all tenants add up to 1
 * @param objects how many there are on its disk, side by side, 1 or more
 * @param access which of them it asks for
 * @param reads share of its requests that read, from 0 to 1
 * @param sizes of requests in bytes; the largest is the distance of the objects
 * @param shares how often each size comes; they add up to 1
 */
public record TenantLoad(
    double share, int objects, Access access, double reads, int[] sizes, double[] shares) {}
