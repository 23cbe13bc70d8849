package org.kennwilliamson.roster.platform.cli;

import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.handlers.ConsoleHandler;
import org.jboss.logmanager.handlers.ConsoleHandler.Target;

/**
 * What commands show of the log, which only the service sets up: warnings, a line each, on standard error. Libraries' errors
 * aren't among them: the command fails with a line of its own.
 */
public final class WarningLog {

    private static final String OURS = "org.kennwilliamson.";

    /** Says that the server is newer than Flyway knows, once for each connection; doctor says it once, of Roster. */
    private static final String FLYWAYS_OPINION = "org.flywaydb.core.internal.database.base.Database";

    private WarningLog() {}

    /** From now on. */
    public static void show() {
        ConsoleHandler handler = new ConsoleHandler(Target.SYSTEM_ERR, new Line());
        handler.setLevel(Level.WARN);
        handler.setFilter(record -> {
            String logger = String.valueOf(record.getLoggerName());
            return logger.startsWith(OURS)
                    || record.getLevel().intValue() < Level.ERROR.intValue() && !logger.equals(FLYWAYS_OPINION);
        });
        Logger.getLogger("").addHandler(handler);
    }

    /**
     * Names the level after its severity: a library has Java's own logger, whose warnings have another name, wherever it
     * finds no other, as in a native image.
     */
    private static final class Line extends ExtFormatter {

        @Override
        public String format(ExtLogRecord record) {
            Level level = record.getLevel().intValue() < Level.ERROR.intValue() ? Level.WARN : Level.ERROR;
            return level + ": " + formatMessage(record) + System.lineSeparator();
        }
    }
}
