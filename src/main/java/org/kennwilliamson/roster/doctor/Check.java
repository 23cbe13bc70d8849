package org.kennwilliamson.roster.doctor;

/**
 * One line of the doctor's report.
 *
 * @param name as it is shown
 */
record Check(String name, Question question) {

    /** Makes the check, and changes nothing. The finding needn't name the check. */
    interface Question {
        Finding ask() throws Exception;
    }
}
