package org.kennwilliamson.roster.platform.http;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import jakarta.ws.rs.core.HttpHeaders;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * A piece of a list.
 *
 * @param next the cursor of the page after this one, or null on the last
 */
public record Page<T>(
        List<T> items,

        @Schema(nullable = true, description = "Pass it as `?after=` for the next page; null on the last one.")
        String next) {

    /**
     * Answers with a page and its {@code Link}.
     *
     * @param rows what was read, with up to one row more than the page holds
     */
    public static <T> RestResponse<Page<T>> of(PageRequest request, List<T> rows, Function<T, UUID> id) {
        int limit = request.limit();
        if (rows.size() <= limit) {
            return RestResponse.ok(new Page<>(rows, null));
        }
        List<T> items = List.copyOf(rows.subList(0, limit));
        String next = Cursor.of(id.apply(items.get(limit - 1)));
        return ResponseBuilder.ok(new Page<>(items, next))
                .header(HttpHeaders.LINK, "<" + request.withCursor(next) + ">; rel=\"next\"")
                .build();
    }
}
