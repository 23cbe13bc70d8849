package org.kennwilliamson.roster.platform.http;

import java.net.URI;
import java.util.Optional;
import java.util.function.ToLongFunction;

import jakarta.ws.rs.core.HttpHeaders;

import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

import org.kennwilliamson.roster.platform.problem.ProblemException;

/** Answers with an ETag. */
public final class ETagResponses {

    private ETagResponses() {}

    /** 200 with the value and its tag. */
    public static <T> RestResponse<T> ok(T value, ToLongFunction<T> version) {
        return ResponseBuilder.ok(value)
                .header(HttpHeaders.ETAG, ETags.of(version.applyAsLong(value)))
                .build();
    }

    /** 201 with the value, its tag and where it is. */
    public static <T> RestResponse<T> created(String location, T value, ToLongFunction<T> version) {
        return ResponseBuilder.<T>created(URI.create(location))
                .header(HttpHeaders.ETAG, ETags.of(version.applyAsLong(value)))
                .entity(value)
                .build();
    }

    /** 200, or 304 if the client has it already. Throws 404 if there is nothing. */
    public static <T> RestResponse<T> orNotModified(
            Optional<T> found, String what, ToLongFunction<T> version, String ifNoneMatch) {
        T value = found.orElseThrow(() -> ProblemException.notFound(what));
        if (ETags.matches(ifNoneMatch, version.applyAsLong(value))) {
            return ResponseBuilder.<T>notModified()
                    .header(HttpHeaders.ETAG, ETags.of(version.applyAsLong(value)))
                    .build();
        }
        return ok(value, version);
    }
}
