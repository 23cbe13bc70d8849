package org.kennwilliamson.roster.platform.problem;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A problem document of RFC 9457.
 *
 * @param instance the path that was asked for
 */
@RegisterForReflection
@Schema(description = "What went wrong, as RFC 9457 has it.")
public record Problem(
        @Schema(examples = "urn:roster:problem:not-found") String type,
        String title,
        int status,
        @JsonInclude(Include.NON_NULL) String detail,
        String instance,
        @JsonInclude(Include.NON_EMPTY) List<Violation> violations) {

    /** The media type of every error. */
    public static final String MEDIA_TYPE = "application/problem+json";

    static Problem of(ProblemException problem, String instance) {
        ProblemType type = problem.type();
        return new Problem(
                type.uri(), type.title(), type.status(), problem.getMessage(), instance, problem.violations());
    }
}
