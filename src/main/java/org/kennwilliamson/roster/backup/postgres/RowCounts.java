package org.kennwilliamson.roster.backup.postgres;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.backup.archive.FailureReason;

/** Compares how many rows were dumped and how many were restored. */
public final class RowCounts {

    private RowCounts() {}

    /** @param selection what was restored: a table that it leaves out has no rows */
    public static void requireSame(Map<String, Long> dumped, Map<String, Long> restored, ArchiveToc.Selection selection)
            throws BackupException {
        List<String> differences = new ArrayList<>();
        dumped.forEach((table, rows) -> {
            if (!rows.equals(restored.get(table)) && !selection.leavesOut(table)) {
                differences.add(table + " has " + restored.get(table) + " rows instead of " + rows);
            }
        });
        restored.keySet().stream()
                .filter(table -> !dumped.containsKey(table))
                .forEach(table -> differences.add(table + " was not dumped"));
        if (!differences.isEmpty()) {
            throw new BackupException(FailureReason.PROOF, "After the restore " + String.join(", ", differences));
        }
    }

    public static long sum(Map<String, Long> rows) {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }
}
