package org.kennwilliamson.roster.wal;

import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.database.CommandDatabase;

/** The state of PostgreSQL's WAL, for callers outside this package. */
public final class WalInspection {

    private WalInspection() {}

    /** As the service's role sees it. Waits for it, and throws what that fails with. */
    public static WalStatus status(Variables variables) {
        try (CommandDatabase database = CommandDatabase.of(variables)) {
            return database.answer(new WalRepository(database.database()).status());
        }
    }
}
