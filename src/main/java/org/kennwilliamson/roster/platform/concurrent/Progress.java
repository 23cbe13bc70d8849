package org.kennwilliamson.roster.platform.concurrent;

/** Told what a run is doing, on the run's own thread: that goes on once this returns. */
public interface Progress {

    Progress NONE = (phase, bytes) -> {};

    /**
     * @param phase what is being done: {@code dumping}, {@code publishing}, {@code proving}, {@code pruning},
     *     {@code copying}, {@code reading}, {@code fetching}
     * @param bytes how many of the archive have passed in this phase
     */
    void at(String phase, long bytes);

    /**
     * How far that is against what is expected, in percent; never 100, since nobody knows before the end. Null if
     * nothing is expected.
     */
    static Integer percent(long bytes, long expected) {
        return expected == 0 ? null : (int) Math.min(99, bytes * 100 / expected);
    }
}
