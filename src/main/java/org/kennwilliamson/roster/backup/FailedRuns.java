package org.kennwilliamson.roster.backup;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest failed runs of this process: there is no file that could tell of them. */
final class FailedRuns {

    private static final int KEPT = 50;

    private final Deque<Backup> newestFirst = new ArrayDeque<>();

    synchronized void add(Backup failed) {
        newestFirst.addFirst(failed);
        if (newestFirst.size() > KEPT) {
            newestFirst.removeLast();
        }
    }

    synchronized List<Backup> newestFirst() {
        return List.copyOf(newestFirst);
    }
}
