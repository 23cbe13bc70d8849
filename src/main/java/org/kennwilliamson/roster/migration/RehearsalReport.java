package org.kennwilliamson.roster.migration;

import java.util.ArrayList;
import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The result of a rehearsal.
 *
 * @param migrations the files of those that were pending, in order
 * @param forwardMillis how long all of them took
 * @param backMillis how long their undo scripts took
 * @param statements the locks of each statement
 * @param differences what is not as it should be; empty if all is well
 * @param notCopied what the copy lacks, since a plain role can't restore it
 */
@RegisterForReflection(targets = {RehearsalReport.class, LockRecorder.Taken.class})
record RehearsalReport(
        List<String> migrations,
        long forwardMillis,
        long backMillis,
        List<LockRecorder.Taken> statements,
        List<String> differences,
        List<String> notCopied) {

    private static final int SHOWN = 70;

    /** For people. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        statements.forEach(taken ->
                lines.add("%s  %-42s  %s".formatted(taken.version(), locks(taken), shortened(taken.statement()))));
        lines.add("Forward: " + migrations.size() + " migrations in " + forwardMillis + " ms");
        lines.add("Back:    " + backMillis + " ms");
        differences.forEach(difference -> lines.add("DIFFERS  " + difference));
        if (differences.isEmpty()) {
            lines.add("Nothing differs: after the undo scripts, schema and rows are as before");
            lines.add("Not rehearsed: rights, which are granted again after the migrations");
        }
        if (!notCopied.isEmpty()) {
            lines.add("Not in the copy, since a plain role can't restore it: " + String.join(", ", notCopied));
        }
        return lines;
    }

    private static String locks(LockRecorder.Taken taken) {
        if (taken.held() == null) {
            return "no lock on what was there";
        }
        return taken.lock() == null
                ? "under " + taken.held()
                : taken.lock() + (taken.lock().equals(taken.held()) ? "" : ", under " + taken.held());
    }

    private static String shortened(String statement) {
        return statement.length() <= SHOWN ? statement : statement.substring(0, SHOWN) + "…";
    }
}
