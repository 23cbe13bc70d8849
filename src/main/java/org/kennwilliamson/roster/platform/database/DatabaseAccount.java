package org.kennwilliamson.roster.platform.database;

import java.util.List;

/** The three ways to the database. */
public enum DatabaseAccount {
    SERVICE("database", List.of("DATABASE_URL")),
    OWNER("database-owner", List.of("MIGRATION_DATABASE_URL", "DATABASE_URL")),
    BACKUP("database-backup", List.of("BACKUP_DATABASE_URL", "MIGRATION_DATABASE_URL", "DATABASE_URL"));

    private final String line;
    private final List<String> variables;

    DatabaseAccount(String line, List<String> variables) {
        this.line = line;
        this.variables = variables;
    }

    /** The check that says whether it is open. */
    public String line() {
        return line;
    }

    /** Where its URL may stand; the first one that is set counts. */
    public List<String> variables() {
        return variables;
    }
}
