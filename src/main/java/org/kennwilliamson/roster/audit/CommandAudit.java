package org.kennwilliamson.roster.audit;

import java.util.Map;
import java.util.function.Consumer;

import org.kennwilliamson.roster.platform.config.Setting;
import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.database.CommandDatabase;
import org.kennwilliamson.roster.platform.text.OneLine;

/**
 * Audit events of commands that need no database: they are written if there is one, with the operator as the actor. An
 * event that can't be written is told, once, and stops no command.
 */
public final class CommandAudit implements AutoCloseable {

    private final Variables variables;
    private final Consumer<String> complaints;

    private CommandDatabase database;
    private boolean complained;

    /** @param complaints gets a line if events can't be written */
    public CommandAudit(Variables variables, Consumer<String> complaints) {
        this.variables = variables;
        this.complaints = complaints;
    }

    /**
     * Writes one event.
     *
     * @param action what happened, as {@code token.issued}
     * @param entity what it happened to, as {@code service:<name>}
     * @param after what is known of it: texts, numbers, booleans and lists of them; no secret
     */
    public void write(String action, String entity, Map<String, Object> after) {
        if (complained) {
            return;
        }
        if (!variables.isSet(Setting.DATABASE_URL)) {
            complain("No audit event was written: DATABASE_URL is not set");
            return;
        }
        try {
            database = database == null ? CommandDatabase.of(variables) : database;
            database.answer(new AuditRepository(database.database()).add(AuditContext.OPERATOR, action, entity, after));
        } catch (RuntimeException e) {
            // Whatever it is: an invalid variable, a database that is away or has no tables yet.
            complain("The audit event " + action + " could not be written: " + OneLine.of(e));
        }
    }

    @Override
    public void close() {
        if (database != null) {
            database.close();
        }
    }

    private void complain(String line) {
        complained = true;
        complaints.accept(line);
    }
}
