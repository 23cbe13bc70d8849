package org.kennwilliamson.roster.backup;

/** Told what a run is doing; must return at once. */
interface Progress {

    Progress NONE = (phase, bytes) -> {};

    /**
     * @param phase what is being done: {@code dumping}, {@code publishing}, {@code proving}, {@code pruning}
     * @param bytes how many of the dump have passed in this phase
     */
    void at(String phase, long bytes);
}
