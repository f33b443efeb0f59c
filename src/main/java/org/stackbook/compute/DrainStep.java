package org.stackbook.compute;

import java.util.Optional;

/**
 * What became of one VM while its server was drained.
 *
 * @param server that was drained
 * @param vm such as {@code web-2}
 * @param to the server that it moved to; nothing if it did not
 * @param disposition what became of it
 */
public record DrainStep(
    String server, String vm, Optional<String> to, UpdateDisposition disposition) {}
