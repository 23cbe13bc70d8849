package org.kennwilliamson.roster.platform.config;

import java.util.Optional;
import java.util.function.UnaryOperator;

import jakarta.inject.Singleton;

import io.smallrye.config.Expressions;
import io.smallrye.config.SmallRyeConfig;

/**
 * Variables as they stand there: in a setting like any other, two dollar signs are one and a name in braces is another
 * setting, which is no way to read a password.
 */
@Singleton
public class Variables {

    private final SmallRyeConfig config;

    Variables(SmallRyeConfig config) {
        this.config = config;
    }

    /**
     * A variable's value without the space around it; empty where nothing is left.
     *
     * @param variables gives a variable's value, or null
     */
    public static Optional<String> set(UnaryOperator<String> variables, String name) {
        return Optional.ofNullable(variables.apply(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** A variable's value; empty where it isn't set, or set to nothing as Docker Compose does it. */
    public Optional<String> verbatim(String name) {
        return Optional.ofNullable(Expressions.withoutExpansion(
                        () -> config.getConfigValue(name).getValue()))
                .filter(value -> !value.isEmpty());
    }
}
