package org.kennwilliamson.roster.statistics;

import java.util.List;
import java.util.function.UnaryOperator;

import org.kennwilliamson.roster.command.CommandFailure;
import org.kennwilliamson.roster.database.CommandDatabase;
import org.kennwilliamson.roster.database.DatabaseUnavailableException;
import org.kennwilliamson.roster.database.OneLine;
import org.kennwilliamson.roster.problem.ProblemException;

/** Slow queries for the command. */
final class CommandSlowQueries {

    private final UnaryOperator<String> variables;

    /** @param variables gives a variable's value, or null */
    CommandSlowQueries(UnaryOperator<String> variables) {
        this.variables = variables;
    }

    /** Throws {@link CommandFailure} where PostgreSQL doesn't count, or isn't there. */
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
