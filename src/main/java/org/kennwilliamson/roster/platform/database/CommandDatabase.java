package org.kennwilliamson.roster.platform.database;

import java.util.concurrent.TimeUnit;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;

import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.log.SlowStatements;
import org.kennwilliamson.roster.platform.metrics.StatementTimes;

/** The service's way to the database for one command, which has a thread of its own and may wait. */
public final class CommandDatabase implements AutoCloseable {

    private final Vertx vertx;
    private final Database database;

    private CommandDatabase(Vertx vertx, DatabaseSettings settings) {
        this.vertx = vertx;
        this.database = new Database(vertx, settings, StatementTimes.OF_NOBODY, SlowStatements.OF_NOBODY);
    }

    /**
     * Connects as {@code DATABASE_URL} says, with the first statement.
     *
     * @throws org.kennwilliamson.roster.platform.config.InvalidSettingException if it is unset or invalid
     */
    public static CommandDatabase of(Variables variables) {
        return new CommandDatabase(
                Vertx.vertx(new VertxOptions()
                        .setEventLoopPoolSize(1)
                        .setWorkerPoolSize(1)
                        .setInternalBlockingPoolSize(1)
                        // A slow machine is no news here: nobody else waits for this event loop.
                        .setBlockedThreadCheckInterval(TimeUnit.DAYS.toMillis(1))
                        .setFileSystemOptions(new FileSystemOptions()
                                .setFileCachingEnabled(false)
                                .setClassPathResolvingEnabled(false))),
                DatabaseSettings.forCommand(variables));
    }

    /** For repositories. */
    public Database database() {
        return database;
    }

    /** For timers beside it. */
    public Vertx vertx() {
        return vertx;
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
}
