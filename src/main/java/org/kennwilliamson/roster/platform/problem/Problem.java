package org.kennwilliamson.roster.platform.problem;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.core.http.HttpServerRequest;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

import org.kennwilliamson.roster.platform.log.RequestId;

/**
 * A problem document of RFC 9457.
 *
 * @param instance the path that was asked for; null if it couldn't be read
 * @param requestId what the log and the audit trail call the request
 */
@RegisterForReflection
@Schema(
        description = "What went wrong, as RFC 9457 has it.",
        requiredProperties = {"type", "title", "status"})
public record Problem(
        @Schema(examples = "urn:roster:problem:not-found") String type,
        String title,
        int status,
        @JsonInclude(Include.NON_NULL) String detail,
        @JsonInclude(Include.NON_NULL) String instance,
        @JsonInclude(Include.NON_NULL) String requestId,
        @JsonInclude(Include.NON_EMPTY) List<Violation> violations) {

    /** The media type of every error. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final String UNREADABLE = "/bad-request";

    /** @param request asked for nothing but its path: other views of its address fail for some that can be sent */
    static Problem of(ProblemException problem, HttpServerRequest request) {
        ProblemType type = problem.type();
        return new Problem(
                type.uri(),
                type.title(),
                type.status(),
                problem.getMessage(),
                path(request),
                RequestId.of(request),
                problem.violations());
    }

    /** Netty puts a path of its own where it can't read the first line. */
    private static String path(HttpServerRequest request) {
        return request.decoderResult().isFailure() && request.path().equals(UNREADABLE) ? null : request.path();
    }
}
