package org.kennwilliamson.roster.platform.config;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

import io.smallrye.config.Expressions;
import io.smallrye.config.SmallRyeConfig;

/** Gives the service its {@link Variables}, out of its framework's configuration but without its expressions. */
class VariablesProducer {

    @Produces
    @Singleton
    Variables variables(SmallRyeConfig config) {
        return new Variables(name ->
                Expressions.withoutExpansion(() -> config.getConfigValue(name).getValue()));
    }
}
