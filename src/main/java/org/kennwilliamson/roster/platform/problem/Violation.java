package org.kennwilliamson.roster.platform.problem;

import java.util.Comparator;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A field at fault. */
@Schema(description = "A field at fault and the rule it breaks.")
public record Violation(
        @Schema(description = "The field's name; elements of a list as `roles[1]`.", examples = "email")
        String field,

        @Schema(
                description = "Where the field is.",
                enumeration = {"body", "path", "query", "header"})
        String in,

        @Schema(examples = "must be an e-mail address") String message) {

    static final Comparator<Violation> BY_FIELD = Comparator.comparing(Violation::field);

    /** A field of the JSON body. */
    public static Violation inBody(String field, String message) {
        return new Violation(field, "body", message);
    }

    /** A parameter of the query string. */
    public static Violation inQuery(String field, String message) {
        return new Violation(field, "query", message);
    }

    /** A request header. */
    public static Violation inHeader(String field, String message) {
        return new Violation(field, "header", message);
    }
}
