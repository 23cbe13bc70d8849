package org.kennwilliamson.roster.platform.metrics;

import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.quarkus.micrometer.runtime.HttpServerMetricsTagsContributor;

/**
 * Labels refused requests, too, with the template of their operation, {@code /v1/users/{id}}, if it was found. The framework
 * has {@code UNKNOWN} for all whose template is their very address, a refused sign-in for instance.
 */
@Singleton
class RouteTag implements HttpServerMetricsTagsContributor {

    private static final String URI = "uri";

    static final Tag UNKNOWN = Tag.of(URI, "UNKNOWN");

    @Override
    public Tags contribute(Context context) {
        String template = context.requestContextLocalData(RouteTemplate.KEY);
        return template == null ? Tags.empty() : Tags.of(URI, template);
    }
}
