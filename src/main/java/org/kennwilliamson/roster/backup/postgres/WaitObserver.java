package org.kennwilliamson.roster.backup.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import io.quarkus.logging.Log;

import org.kennwilliamson.roster.backup.archive.BackupException;
import org.kennwilliamson.roster.platform.concurrent.Pause;
import org.kennwilliamson.roster.platform.database.DatabaseUrl;

/**
 * Asks the server every second what the sessions of a backup or a restore wait for: tells it in the log as long as
 * they wait, and in the failure that comes of it. Without it a held lock looks like a run that goes on.
 */
public final class WaitObserver {

    /** Of all sessions of Roster's backups that are this user's, and those of pg_dump and pg_restore, too. */
    private static final String WAITS = """
            select case when l.pid is null then 'PostgreSQL (' || w.wait_event || ')' else concat(
                case
                    when l.locktype = 'relation' and l.database = here.oid then 'a lock on ' || l.relation::regclass
                    when l.classid = 'pg_database'::regclass and l.locktype = 'object' then 'a lock on the database '
                        || (select datname from pg_database where oid = l.objid)
                    else 'a lock (' || l.locktype || ')'
                end,
                (select ' that ' || string_agg(format('process %1$s of %2$s holds (select pg_terminate_backend(%1$s) ends it)',
                    b.pid, coalesce(b.usename, b.backend_type, 'PostgreSQL')), ', ')
                from pg_stat_activity b where b.pid = any (pg_blocking_pids(w.pid)))) end
            from pg_stat_activity w
                join pg_database here on here.datname = current_database()
                left join pg_locks l on l.pid = w.pid and not l.granted
            where w.application_name = ? and w.usename = current_user and w.state = 'active' and w.pid <> pg_backend_pid()
                and (l.waitstart < clock_timestamp() - interval '3 seconds'
                    or w.state_change < clock_timestamp() - interval '10 seconds'
                        and w.wait_event in ('ProcSignalBarrier', 'CheckpointStart', 'CheckpointDone', 'BufferPin'))
            order by w.pid
            """;

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration RECENT = Duration.ofSeconds(10);

    private final DatabaseUrl url;
    private final Thread thread = new Thread(this::observe, "roster-backup-waits");

    private volatile String wait;
    private volatile long seen;

    private WaitObserver(DatabaseUrl url) {
        this.url = url;
        thread.setDaemon(true);
        thread.start();
    }

    /** A task whose waits are told. */
    public interface ObservedTask<T> {
        T run() throws BackupException;
    }

    /** Does this, and meanwhile looks over a connection of its own to this database. */
    public static <T> T during(DatabaseUrl url, ObservedTask<T> task) throws BackupException {
        WaitObserver waits = new WaitObserver(url);
        try {
            return task.run();
        } catch (BackupException e) {
            throw waits.explained(e);
        } finally {
            waits.thread.interrupt();
        }
    }

    /** A failure, and what was waited for right before it. */
    private BackupException explained(BackupException failure) {
        String last = wait;
        return last == null || System.nanoTime() - seen > RECENT.toNanos()
                ? failure
                : new BackupException(failure.reason(), failure.getMessage() + "; it waited for " + last, failure);
    }

    private void observe() {
        while (!Thread.currentThread().isInterrupted()) {
            try (Connection connection = PostgresConnections.open(url, LIMIT)) {
                while (pause()) {
                    note(Jdbc.texts(connection, WAITS, PostgresConnections.APPLICATION));
                }
            } catch (BackupException | SQLException e) {
                Log.debug("It can't be found out what a backup waits for", e);
                pause();
            }
        }
    }

    private void note(List<String> waits) {
        if (waits.isEmpty()) {
            return;
        }
        String found = String.join("; ", waits);
        if (!found.equals(wait)) {
            Log.warnf("Waiting for %s", found);
        }
        wait = found;
        seen = System.nanoTime();
    }

    private static boolean pause() {
        try {
            Pause.take();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
