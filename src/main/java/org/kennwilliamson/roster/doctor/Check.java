package org.kennwilliamson.roster.doctor;

/**
 * One line of what the doctor says.
 *
 * @param name as it stands there
 */
record Check(String name, Question question) {

    /** Looks, and changes nothing. What it finds needn't name the check. */
    interface Question {
        Finding ask() throws Exception;
    }
}
