package org.kennwilliamson.roster.password;

/**
 * A part of a password that is found as a whole.
 *
 * @param end behind its last character
 * @param bits of the guesses that it takes
 */
record PasswordPart(int start, int end, double bits) {

    /** One of so many, all of them as likely. */
    static PasswordPart ofMany(int start, int end, double many) {
        return new PasswordPart(start, end, log2(many));
    }

    static double log2(double number) {
        return Math.log(number) / Math.log(2);
    }
}
