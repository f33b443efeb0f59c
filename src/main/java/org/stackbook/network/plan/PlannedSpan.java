package org.stackbook.network.plan;

/**
 * Addresses of a plan, with where they are.
 *
 * @param network that was said
 * @param part of it, or empty if they are in none
 */
record PlannedSpan(String network, String part, Span span) {}
