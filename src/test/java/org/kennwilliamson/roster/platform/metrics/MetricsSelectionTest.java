package org.kennwilliamson.roster.platform.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilterReply;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MetricsSelectionTest {

    private final MetricsSelection selection = new MetricsSelection();

    @Test
    void whatNobodyReadsIsNoMetric() {
        assertThat(selection.accept(meter("worker.pool.active", Tags.empty()))).isEqualTo(MeterFilterReply.DENY);
        assertThat(selection.accept(meter("sql.pool.active", Tags.empty()))).isEqualTo(MeterFilterReply.NEUTRAL);
        assertThat(selection.accept(meter("roster.anything", Tags.empty()))).isEqualTo(MeterFilterReply.NEUTRAL);
    }

    @Test
    void clientsCannotMakeUpLabels() {
        Meter.Id odd = selection.map(request("BREW", "200", "/v1/users"));
        Meter.Id gone = selection.map(request("POST", "RESET", "/an/address/of/the/client"));

        Meter.Id options = selection.map(request("OPTIONS", "200", "/v1/users/of-the-client"));
        assertThat(options.getTag("uri")).isEqualTo("UNKNOWN");

        assertThat(odd.getTag("method")).isEqualTo("OTHER");
        assertThat(odd.getTag("uri")).isEqualTo("/v1/users");
        assertThat(gone.getTag("method")).isEqualTo("POST");
        assertThat(gone.getTag("uri")).isEqualTo("UNKNOWN");
    }

    private static Meter.Id request(String method, String status, String uri) {
        return meter("http.server.requests", Tags.of("method", method, "status", status, "uri", uri));
    }

    private static Meter.Id meter(String name, Tags tags) {
        return new Meter.Id(name, tags, null, null, Meter.Type.TIMER);
    }
}
