package org.kennwilliamson.roster.idempotency;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.kennwilliamson.roster.platform.problem.ProblemException;
import org.kennwilliamson.roster.platform.problem.Violation;

/**
 * The name that a client gave a request, so that it may send it again.
 *
 * @param value 1 to 255 printable ASCII characters
 * @param fingerprint 32 bytes that only the same operation with the same body has
 */
public record IdempotencyKey(String value, byte[] fingerprint) {

    /** The header, as the draft of the IETF has it. */
    public static final String HEADER = "Idempotency-Key";

    /** What the API's document says of it. */
    public static final String DESCRIPTION =
            "The request's name, chosen by the client, for instance a UUID. A request of"
                    + " the same caller with the same name and body creates nothing more within a day, and gets the first answer again.";

    /** A string of RFC 9651, section 3.3.3, without escapes; and the same without quotes, as most clients send it. */
    private static final Pattern FORM = Pattern.compile("\"([ !#-\\[\\]-~]{1,255})\"|([!#-+\\--\\[\\]-~]{1,255})");

    /**
     * Reads the header.
     *
     * @throws ProblemException 400 if it isn't of that form
     */
    static String value(String header) {
        Matcher form = FORM.matcher(header.strip());
        if (!form.matches()) {
            throw ProblemException.invalid(
                    Violation.inHeader(HEADER, "must be one name of 1 to 255 printable ASCII characters, in quotes"));
        }
        return form.group(1) == null ? form.group(2) : form.group(1);
    }
}
