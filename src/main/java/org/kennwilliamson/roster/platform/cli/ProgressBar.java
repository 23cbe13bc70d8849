package org.kennwilliamson.roster.platform.cli;

import java.io.PrintWriter;

import org.kennwilliamson.roster.platform.concurrent.Progress;

/** Shows how far a run is: a bar that is written over on a terminal, a line for each phase elsewhere. */
public final class ProgressBar implements Progress {

    private static final long STEP = 1 << 18;
    private static final int WIDTH = 30;

    private final PrintWriter to;
    private final boolean terminal;
    private final long expected;

    private String phase = "";
    private long shown;

    /** @param expected how many bytes it will be, by the last backup; 0 if there is none */
    public ProgressBar(PrintWriter to, boolean terminal, long expected) {
        this.to = to;
        this.terminal = terminal;
        this.expected = expected;
    }

    @Override
    public void at(String nextPhase, long bytes) {
        boolean next = !nextPhase.equals(phase);
        if (next || terminal && bytes - shown >= STEP) {
            phase = nextPhase;
            shown = bytes;
            if (terminal) {
                to.printf("\r%-10s %s %8.1f MiB", phase, bar(Progress.percent(bytes, expected)), bytes / 1_048_576.0);
            } else {
                to.println(phase);
            }
            to.flush();
        }
    }

    /** Leaves the line to what comes next. */
    public void end() {
        if (terminal) {
            to.print("\r" + " ".repeat(WIDTH + 32) + "\r");
            to.flush();
        }
    }

    private static String bar(Integer percent) {
        if (percent == null) {
            return " ".repeat(WIDTH + 7);
        }
        int full = WIDTH * percent / 100;
        return "[" + "#".repeat(full) + " ".repeat(WIDTH - full) + "] " + "%3d%%".formatted(percent);
    }
}
