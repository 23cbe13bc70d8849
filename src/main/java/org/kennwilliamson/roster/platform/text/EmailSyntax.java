package org.kennwilliamson.roster.platform.text;

import java.util.regex.Pattern;

import org.hibernate.validator.internal.constraintvalidators.bv.EmailValidator;

/** What an e-mail address looks like, wherever one comes from: the API checks the same by annotations. */
public final class EmailSyntax {

    /** The longest path of RFC 5321, section 4.5.3.1.3, without its angle brackets. */
    public static final int LONGEST = 254;

    /** As the schema's {@code users_email_check} has it. */
    public static final String REGEX = "[!-?A-~]+@[!-?A-~]+";

    private static final Pattern PRINTABLE = Pattern.compile(REGEX);

    private EmailSyntax() {}

    /** Whether the API would take it. */
    public static boolean isValid(String email) {
        return email.length() <= LONGEST
                && PRINTABLE.matcher(email).matches()
                && new EmailValidator().isValid(email, null);
    }
}
