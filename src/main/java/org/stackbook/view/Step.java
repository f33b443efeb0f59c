package org.stackbook.view;

/**
 * A step of what is explained step by step.
 *
 * @param rule what is looked at, such as {@code VM limit}
 * @param found what is found there, such as {@code 17 of 480}
 * @param outcome what follows from it: {@code goes on}, or the name of a {@link Disposition}
 */
public record Step(String rule, String found, String outcome) {}
