package org.kennwilliamson.roster.slowquery;

import jakarta.ws.rs.QueryParam;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.Violation;

/** How many statements are shown. */
public class SlowQueryLimit {

    static final int MOST = 200;
    static final int DEFAULT = 20;

    @QueryParam("limit")
    @Parameter(
            description = "Most items that are shown.",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "20"))
    String limit;

    /** Throws a problem if it is no such number. */
    int checked() {
        if (limit == null) {
            return DEFAULT;
        }
        if (!limit.matches("\\d{1,3}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > MOST) {
            throw ProblemException.invalid(Violation.inQuery("limit", "must be a whole number from 1 to " + MOST));
        }
        return Integer.parseInt(limit);
    }
}
