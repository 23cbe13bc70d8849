package org.kennwilliamson.roster.backup;

import java.io.PrintWriter;

/** Shows how far a run is: a line that is written over on a terminal, a line for each phase elsewhere. */
final class ProgressLine implements Progress {

    private static final long STEP = 1 << 20;

    private final PrintWriter to;
    private final boolean terminal;

    private String phase = "";
    private long shown;

    ProgressLine(PrintWriter to, boolean terminal) {
        this.to = to;
        this.terminal = terminal;
    }

    @Override
    public void at(String nextPhase, long bytes) {
        boolean next = !nextPhase.equals(phase);
        if (next || terminal && bytes - shown >= STEP) {
            phase = nextPhase;
            shown = bytes;
            if (terminal) {
                to.printf("\r%-12s %8d MiB", phase, bytes >> 20);
            } else {
                to.println(phase);
            }
            to.flush();
        }
    }

    /** Leaves the line to what comes next. */
    void end() {
        if (terminal) {
            to.print("\r" + " ".repeat(40) + "\r");
            to.flush();
        }
    }
}
