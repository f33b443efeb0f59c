package org.stackbook.storage;

/**
 * The slabs of a volume: those from {@code first} to before {@code end}.
 *
 * @param name of the volume
 * @param first its first slab
 * @param end one past its last slab
 */
record VolumeSlabs(String name, int first, int end) {}
