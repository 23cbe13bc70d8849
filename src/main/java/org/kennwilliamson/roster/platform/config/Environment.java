package org.kennwilliamson.roster.platform.config;

/** The variables that commands read: the service reads them by its framework, which doesn't run then. */
public final class Environment {

    private Environment() {}

    /** A variable's value, or null; a Java property of that name goes first, as in the service. */
    public static String variable(String name) {
        return System.getProperty(name, System.getenv(name));
    }
}
