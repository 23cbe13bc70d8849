package org.kennwilliamson.roster.platform.trace;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.kennwilliamson.roster.platform.config.Setting;
import org.kennwilliamson.roster.platform.config.Variables;
import org.kennwilliamson.roster.platform.text.PercentEncoding;

/**
 * What the {@code OTEL_…} variables say.
 *
 * @param collector where batches are posted
 * @param headers what each post bears; secret
 * @param share of requests that are traced at most, from 0 to 1
 * @param service what Roster is called there
 */
record TraceSettings(URI collector, Map<String, String> headers, double share, String service) {

    private static final String PATH = "/v1/traces";

    /**
     * Reads them; empty if no collector is set.
     *
     * @throws org.kennwilliamson.roster.platform.config.InvalidSettingException if one of them is invalid
     */
    static Optional<TraceSettings> from(Variables variables) {
        return variables
                .find(Setting.OTEL_EXPORTER_OTLP_ENDPOINT)
                .map(endpoint -> new TraceSettings(
                        URI.create(endpoint.replaceFirst("/$", "") + PATH),
                        headers(variables),
                        Double.parseDouble(variables.text(Setting.OTEL_TRACES_SAMPLER_ARG)),
                        variables.text(Setting.OTEL_SERVICE_NAME)));
    }

    private static Map<String, String> headers(Variables variables) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String pair : variables.list(Setting.OTEL_EXPORTER_OTLP_HEADERS)) {
            int equals = pair.indexOf('=');
            headers.put(
                    pair.substring(0, equals).strip(),
                    PercentEncoding.decode(pair.substring(equals + 1).strip()));
        }
        return headers;
    }

    /** Shows no header. */
    @Override
    public String toString() {
        return collector.toString();
    }
}
