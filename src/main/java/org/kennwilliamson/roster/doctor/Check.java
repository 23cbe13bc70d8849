package org.kennwilliamson.roster.doctor;

/**
 * One line of what the doctor says.
 *
 * @param name as it stands there
 */
record Check(String name, Question question) {

    /** Looks, and changes nothing. */
    interface Question {
        Answer answer() throws Exception;
    }
}
