package org.kennwilliamson.roster.platform.database;

import java.util.UUID;

/**
 * A piece of a list that is ordered by id.
 *
 * @param after the id that it starts behind
 * @param rows how many rows to read
 */
public record Slice(UUID after, int rows) {

    /** Sorts before every UUID of version 7. */
    public static final UUID BEFORE_ALL = new UUID(0, 0);

    /** The first row of a list that begins with the lowest id. */
    public static final Slice FIRST = new Slice(BEFORE_ALL, 1);
}
