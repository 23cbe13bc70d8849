package org.kennwilliamson.roster.doctor;

import java.util.List;

/**
 * What a check says.
 *
 * @param remedy null where all is well
 */
record Answer(Level level, String message, String remedy) {

    private static final int MOST = 3;

    static Answer ok(String message) {
        return new Answer(Level.OK, message, null);
    }

    static Answer warn(String message, String remedy) {
        return new Answer(Level.WARN, message, remedy);
    }

    static Answer fail(String message, String remedy) {
        return new Answer(Level.FAIL, message, remedy);
    }

    /** The first ones of many, in one line. */
    static String listed(List<String> texts) {
        String first = String.join(", ", texts.subList(0, Math.min(MOST, texts.size())));
        return texts.size() > MOST ? first + " and " + (texts.size() - MOST) + " more" : first;
    }
}
