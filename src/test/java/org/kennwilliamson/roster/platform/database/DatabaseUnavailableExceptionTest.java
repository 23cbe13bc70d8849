package org.kennwilliamson.roster.platform.database;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Who asked for a change wants to know whether to look before asking again. */
class DatabaseUnavailableExceptionTest {

    @ParameterizedTest
    @ValueSource(strings = {"25006", "28P01", "40001", "40P01", "53300", "57014", "57P03"})
    void whatTheServerRefusesChangesNothing(String state) {
        assertThat(unavailable(new PgException("refused", "ERROR", state, null)).changedNothing())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"08006", "40003", "57P01", "57P02", "58030"})
    void aServerThatGoesAwayMayHaveCommittedBefore(String state) {
        assertThat(unavailable(new PgException("gone", "FATAL", state, null)).changedNothing())
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource
    void whatNeverArrivedChangesNothing(Throwable cause) {
        assertThat(unavailable(cause).changedNothing()).isTrue();
    }

    static Stream<Throwable> whatNeverArrivedChangesNothing() {
        return Stream.of(
                new ConnectException("Connection refused"),
                new UnknownHostException("db"),
                new ConnectionPoolTooBusyException("too many wait"),
                new VertxException("Timeout waiting for connection"),
                new IllegalStateException("Client is closed"));
    }

    @ParameterizedTest
    @MethodSource
    void whoseAnswerNeverCameMayHaveChangedSomething(Throwable cause) {
        assertThat(unavailable(cause).changedNothing()).isFalse();
    }

    static Stream<Throwable> whoseAnswerNeverCameMayHaveChangedSomething() {
        return Stream.of(
                new IOException("Connection reset by peer"),
                ClosedConnectionException.INSTANCE,
                new TimeoutException());
    }

    @Test
    void aReadChangesNothingHoweverItEnds() {
        assertThat(DatabaseUnavailableException.ofRead(unavailable(ClosedConnectionException.INSTANCE))
                        .changedNothing())
                .isTrue();
    }

    private static DatabaseUnavailableException unavailable(Throwable cause) {
        return new DatabaseUnavailableException(cause.getMessage(), cause);
    }
}
