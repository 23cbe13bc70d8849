package org.kennwilliamson.roster.platform.database;

import java.util.Optional;
import java.util.function.UnaryOperator;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

/** The service's way to the database for one command, which has a thread of its own and may wait. */
public final class CommandDatabase implements AutoCloseable {

    private final Vertx vertx;
    private final Database database;

    private CommandDatabase(Vertx vertx, DatabaseSettings settings) {
        // The client's pool fails whoever gave up waiting for a connection once more, when the connection fails too.
        this.vertx = vertx.exceptionHandler(toldAlready -> {});
        this.database = new Database(vertx, settings);
    }

    /**
     * Connects as {@code DATABASE_URL} says, with the first statement.
     *
     * @param variables gives a variable's value, or null
     */
    public static CommandDatabase of(UnaryOperator<String> variables) {
        DatabaseSettings settings = new DatabaseSettings(new Few(Optional.ofNullable(variables.apply("DATABASE_URL"))));
        return new CommandDatabase(
                Vertx.vertx(new VertxOptions()
                        .setEventLoopPoolSize(1)
                        .setWorkerPoolSize(1)
                        .setInternalBlockingPoolSize(1)
                        .setFileSystemOptions(new FileSystemOptions()
                                .setFileCachingEnabled(false)
                                .setClassPathResolvingEnabled(false))),
                settings);
    }

    /** For repositories. */
    public Database database() {
        return database;
    }

    /** Waits for an answer; throws what it fails with. */
    public <T> T answer(Uni<T> question) {
        return question.await().indefinitely();
    }

    @Override
    public void close() {
        database.close();
        vertx.close();
    }

    /** As many connections as a command needs. */
    private record Few(Optional<String> url) implements DatabaseConfig {

        @Override
        public Optional<String> migrationUrl() {
            return Optional.empty();
        }

        @Override
        public String maxConnections() {
            return "3";
        }

        @Override
        public String minConnections() {
            return "1";
        }

        @Override
        public String acquireTimeout() {
            return "10";
        }
    }
}
