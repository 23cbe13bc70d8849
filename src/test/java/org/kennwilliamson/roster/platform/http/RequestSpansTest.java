package org.kennwilliamson.roster.platform.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import org.junit.jupiter.api.Test;

import org.kennwilliamson.roster.platform.trace.Traces;

import static org.assertj.core.api.Assertions.assertThat;

class RequestSpansTest {

    @Test
    void withoutACollectorNoFilterSeesRequests() {
        Filters filters = new Filters();

        new RequestSpans(Traces.OFF).install(filters);

        assertThat(filters.getFilters()).isEmpty();
    }
}
