package org.kennwilliamson.roster.session;

import java.util.Optional;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;

import org.kennwilliamson.roster.audit.AuditContext;
import org.kennwilliamson.roster.audit.AuditSql;
import org.kennwilliamson.roster.lockout.LockoutKey;
import org.kennwilliamson.roster.lockout.LockoutSql;
import org.kennwilliamson.roster.platform.database.Database;
import org.kennwilliamson.roster.platform.database.Rows;
import org.kennwilliamson.roster.platform.database.Sql;

/** The SQL of changing one's own password. */
@Singleton
class PasswordChangeRepository {

    /** Only if what was checked still holds: the password is the same, and nobody was locked out by others' guesses. */
    private static final Sql CHANGE = new Sql("password-change.change", """
            with locked as (
                select %s as seconds
            ), changed as (
                update users u
                set password_hash = $4, password_set_at = now(), version = version + 1, updated_at = now()
                from locked
                where u.id = $1 and u.active and u.password_set_at is not distinct from $3 and locked.seconds is null
                returning u.id
            ), %s, %s
            select locked.seconds as locked_seconds, exists (select from changed) as done from locked
            """.formatted(
                    LockoutSql.secondsLeft(2),
                    LockoutSql.forget("changed", 2),
                    AuditSql.event("user.password-set", "'user:' || id", "null", "null", "changed", 5)));

    private final Database database;

    PasswordChangeRepository(Database database) {
        this.database = database;
    }

    /**
     * The result of a change.
     *
     * @param lockedSeconds as a candidate's
     */
    record ChangeOutcome(boolean done, Optional<Integer> lockedSeconds) {}

    Uni<ChangeOutcome> change(PasswordOwner owner, String newHash, AuditContext trail) {
        Tuple arguments = Tuple.of(owner.candidate().user())
                .addArrayOfString(LockoutKey.names(owner.keys()))
                .addOffsetDateTime(owner.candidate().passwordSetAt())
                .addString(newHash);
        return database.run(CHANGE, AuditSql.withTrail(trail, arguments)).map(rows -> outcome(Rows.only(rows)));
    }

    private static ChangeOutcome outcome(Row row) {
        return new ChangeOutcome(row.getBoolean("done"), SignInRepository.lockedSeconds(row));
    }
}
