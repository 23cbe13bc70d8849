package org.kennwilliamson.roster.slowquery;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A statement and what it has cost since the statistics began.
 *
 * @param query with its values replaced by {@code $1}, {@code $2}, …
 * @param totalMillis of all calls together
 * @param hitPercent how much of what it read was in memory already; null if it read nothing
 */
@RegisterForReflection
@Schema(examples = SlowQuery.EXAMPLE)
public record SlowQuery(
        String query,
        long calls,
        double totalMillis,
        double meanMillis,
        double maxMillis,
        long rows,
        @Schema(nullable = true) Double hitPercent) {

    static final String EXAMPLE = """
            {"query": "select u.id, u.email from users u where u.id = $1", "calls": 4711, "totalMillis": 96.4,
             "meanMillis": 0.02, "maxMillis": 1.7, "rows": 4711, "hitPercent": 99.98}""";
}
