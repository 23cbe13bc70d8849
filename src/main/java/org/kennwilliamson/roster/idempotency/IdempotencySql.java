package org.kennwilliamson.roster.idempotency;

import java.time.Duration;
import java.util.UUID;

import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Tuple;

import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.ProblemType;

/**
 * The pieces of a statement that creates something at most once for a request's name. Its first request stores the name
 * with what it creates; one that comes meanwhile waits for that and creates nothing.
 */
public final class IdempotencySql {

    /** A name that is older doesn't count any more, whether it was swept or not. */
    static final String EXPIRED = "created_at <= now() - interval '24 hours'";

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private IdempotencySql() {}

    /**
     * Two common table expressions: {@code known}, the row of a name that was used before, and {@code claimed}, the id for
     * what is to be created, if the name is new.
     *
     * @param actor the number of the parameter with the caller
     * @param parameter the number of the first of the two parameters that {@link #withKey} adds
     * @param from what has a row, and only then, if the request may create anything
     */
    public static String claim(int actor, int parameter, String from) {
        return """
                known as (
                    select fingerprint = $%3$d as same, entity_id, created_at
                    from idempotency_keys
                    where actor = $%1$d and key = $%2$d and not (%4$s)
                ), claimed as (
                    insert into idempotency_keys as k (actor, key, fingerprint, entity_id)
                    select $%1$d, $%2$d, $%3$d, uuidv7() from %5$s
                    on conflict (actor, key) do update
                    set fingerprint = excluded.fingerprint, entity_id = excluded.entity_id, created_at = now()
                    where k.%4$s
                    returning entity_id
                )""".formatted(actor, parameter, parameter + 1, EXPIRED, from);
    }

    /** Adds the two parameters behind those that are there. */
    public static Tuple withKey(IdempotencyKey key, Tuple arguments) {
        return arguments.addString(key.value()).addBuffer(Buffer.buffer(key.fingerprint()));
    }

    /**
     * Judges an answer.
     *
     * @param same of {@code known}; null if the name wasn't known
     * @return whether its request was sent again, and gets the first answer
     * @throws ProblemException 422 if its name was used for another request
     */
    public static boolean isRepeated(Boolean same) {
        if (Boolean.FALSE.equals(same)) {
            throw ProblemException.of(
                    ProblemType.IDEMPOTENCY_KEY_REUSED, "Its first request was another one. Nothing was changed.");
        }
        return same != null;
    }

    /**
     * Requires that there is an answer, the first or the same again.
     *
     * @param same as above
     * @param created the id of what was created; null if nothing was
     * @throws ProblemException 422 if the name was used for another request; 409 if its first one was under way, whose end
     *     this one didn't see
     */
    public static void requireAnswer(Boolean same, UUID created) {
        if (!isRepeated(same) && created == null) {
            throw ProblemException.retryLater(
                    ProblemType.REQUEST_UNDER_WAY, "Send it again for the first one's answer.", RETRY_AFTER);
        }
    }
}
