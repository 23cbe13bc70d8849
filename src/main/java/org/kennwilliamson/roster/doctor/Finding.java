package org.kennwilliamson.roster.doctor;

import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The result of one check.
 *
 * @param name of the check, always the same; empty as long as the check hasn't been named in it
 * @param message shows no secret
 * @param remedy what to do about it; null if all is well
 */
@RegisterForReflection
record Finding(String name, Level level, String message, String remedy) {

    private static final int MOST = 3;

    static Finding ok(String message) {
        return new Finding("", Level.OK, message, null);
    }

    static Finding warn(String message, String remedy) {
        return new Finding("", Level.WARN, message, remedy);
    }

    static Finding fail(String message, String remedy) {
        return new Finding("", Level.FAIL, message, remedy);
    }

    /** The same as the finding of this check. */
    Finding of(Check check) {
        return new Finding(check.name(), level, message, remedy);
    }

    /** The first ones of many, in one line. */
    static String listed(List<String> texts) {
        String first = String.join(", ", texts.subList(0, Math.min(MOST, texts.size())));
        return texts.size() > MOST ? first + " and " + (texts.size() - MOST) + " more" : first;
    }
}
