package org.kennwilliamson.roster.platform.http;

import java.util.UUID;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;

import io.vertx.core.http.HttpServerRequest;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

import org.kennwilliamson.roster.platform.database.Slice;
import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.Violation;

/** Which page of a list is asked for: {@code ?limit=} items after the cursor {@code ?after=}. */
public class PageRequest {

    static final int MOST = 200;
    static final int DEFAULT = 50;

    /** Sorts behind every UUID, as PostgreSQL compares them: byte by byte. */
    private static final UUID BEHIND_ALL = new UUID(-1, -1);

    @QueryParam("limit")
    @Parameter(
            description = "Most items on the page.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "50"))
    String limit;

    @QueryParam("after")
    @Parameter(description = "The `next` of the page before.")
    String after;

    @Context
    HttpServerRequest request;

    /** How many items the page has at most, 1 to 200. Throws a problem for anything else. */
    public int limit() {
        if (limit == null) {
            return DEFAULT;
        }
        if (!limit.matches("\\d{1,3}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > MOST) {
            throw ProblemException.invalid(Violation.inQuery("limit", "must be a whole number from 1 to " + MOST));
        }
        return Integer.parseInt(limit);
    }

    /**
     * What to read for it, of a list that begins with the lowest id: one row more than fit tells whether there is another
     * page. Throws a problem for a cursor that no page has handed out.
     */
    public Slice ascending() {
        return slice(Slice.BEFORE_ALL);
    }

    /** As {@link #ascending()}, of a list that begins with the highest id. */
    public Slice descending() {
        return slice(BEHIND_ALL);
    }

    private Slice slice(UUID start) {
        return new Slice(after == null ? start : Cursor.parse(after), limit() + 1);
    }

    /** This list's address, with another cursor. */
    String withCursor(String cursor) {
        return request.path() + "?" + Query.parse(request.query()).with("after", cursor);
    }
}
