package org.kennwilliamson.roster.platform.trace;

import java.util.Optional;

import io.vertx.core.Future;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TracesTest {

    @Test
    void withoutACollectorNothingIsStartedOrDone() {
        // Without Vert.x: no timer, no client.
        Traces traces = new Traces(Optional.empty(), null);
        Future<String> answer = Future.succeededFuture("rows");

        assertThat(traces.areOn()).isFalse();
        assertThat(traces.statement("user.find", answer)).isSameAs(answer);
        traces.close();
    }
}
