package org.kennwilliamson.roster.doctor;

/** A check that can't be made, since another one has failed already. */
final class SkippedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String line;

    /**
     * @param reason the end of a sentence
     * @param line the check that says more
     */
    SkippedException(String reason, String line) {
        super(reason);
        this.line = line;
    }

    Finding finding() {
        return Finding.warn("not checked, since " + getMessage(), "see the line " + line);
    }
}
