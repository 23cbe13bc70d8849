package org.kennwilliamson.roster.auth;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Tuple;

import org.kennwilliamson.roster.platform.database.Database;
import org.kennwilliamson.roster.platform.database.Rows;
import org.kennwilliamson.roster.platform.database.Sql;

/** The SQL of what a session allows. */
@Singleton
class SessionRolesRepository {

    private static final Sql ROLES = new Sql("session-roles.roles", """
            select array(
                    select r.name from user_roles ur join roles r on r.id = ur.role_id where ur.user_id = u.id
                ) as roles
            from sessions s join users u on u.id = s.user_id
            where s.id = $1 and s.user_id::text = $2 and s.expires_at > now() and u.active
            """);

    private final Database database;

    SessionRolesRepository(Database database) {
        this.database = database;
    }

    /** The roles that the session's user has now; empty if the session has ended or isn't this user's. */
    Uni<Optional<Set<String>>> roles(UUID session, String user) {
        return database.read(ROLES, Tuple.of(session, user))
                .map(rows -> Rows.first(rows, row -> Set.of(row.getArrayOfStrings("roles"))));
    }
}
