package org.kennwilliamson.roster.slowquery;

import java.util.List;

import org.kennwilliamson.roster.platform.cli.CommandFailure;
import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.database.CommandDatabase;
import org.kennwilliamson.roster.platform.database.DatabaseUnavailableException;
import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.text.OneLine;

/** Slow queries for the command. */
final class CommandSlowQueries {

    private final Variables variables;

    CommandSlowQueries(Variables variables) {
        this.variables = variables;
    }

    /** Throws {@link CommandFailure} if PostgreSQL doesn't count, or isn't there. */
    List<SlowQuery> slowest(int most) {
        try (CommandDatabase database = CommandDatabase.of(variables)) {
            return database.answer(new SlowQueryRepository(database.database()).slowest(most));
        } catch (ProblemException e) {
            throw new CommandFailure(e.getMessage(), e);
        } catch (DatabaseUnavailableException e) {
            throw new CommandFailure("The database can't be reached: " + OneLine.of(e), e);
        }
    }
}
