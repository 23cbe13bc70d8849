package org.kennwilliamson.roster.platform.http;

import java.net.URI;
import java.util.UUID;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.Violation;

/** Which page of a list is asked for: {@code ?limit=} items after the cursor {@code ?after=}. */
public class PageRequest {

    static final int MOST = 200;
    static final int DEFAULT = 50;

    /** Sorts before every UUID of version 7. */
    private static final UUID BEFORE_ALL = new UUID(0, 0);

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
    UriInfo uri;

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

    /** How many rows to read: one more than fit tells whether there is another page. */
    public int rows() {
        return limit() + 1;
    }

    /** The id that the page starts behind. Throws a problem for a cursor that no page has handed out. */
    public UUID after() {
        return after == null ? BEFORE_ALL : Cursor.parse(after);
    }

    /** As {@link #after()}, for lists that begin with the highest id. */
    public UUID afterDescending() {
        return after == null ? BEHIND_ALL : Cursor.parse(after);
    }

    /** This list's address, with another cursor. */
    String withCursor(String cursor) {
        URI next = uri.getRequestUriBuilder().replaceQueryParam("after", cursor).build();
        return next.getRawPath() + "?" + next.getRawQuery();
    }
}
