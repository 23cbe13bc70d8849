package org.kennwilliamson.roster.platform.database;

import io.vertx.pgclient.PgException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FailureTranslatorTest {

    /** Found by the fault run: it was a 500. */
    @Test
    void whatAClientDoesNotSendSinceItWasClosedIsSentByItsSuccessor() {
        IllegalStateException closed = new IllegalStateException("Client is closed");

        assertThat(FailureTranslator.isRepeatable(closed)).isTrue();
        assertThat(FailureTranslator.translate(closed)).isInstanceOf(DatabaseUnavailableException.class);
    }

    @Test
    void anyOtherStateThatCannotBeIsABug() {
        IllegalStateException bug = new IllegalStateException("never");

        assertThat(FailureTranslator.isRepeatable(bug)).isFalse();
        assertThat(FailureTranslator.translate(bug)).isSameAs(bug);
    }

    /** Found by the fault run: they were 500s. */
    @ParameterizedTest
    @ValueSource(strings = {"42P01", "42703", "42883", "42501"})
    void anOlderSchemaIsADatabaseThatCanNotAnswerNow(String state) {
        assertThat(FailureTranslator.translate(fault(state)))
                .isInstanceOfSatisfying(
                        DatabaseUnavailableException.class,
                        unavailable -> assertThat(unavailable.changedNothing()).isTrue());
    }

    @Test
    void aStatementThatCanNotBeReadIsABug() {
        PgException bug = fault("42601");

        assertThat(FailureTranslator.translate(bug)).isSameAs(bug);
    }

    private static PgException fault(String state) {
        return new PgException("no", "ERROR", state, null);
    }
}
