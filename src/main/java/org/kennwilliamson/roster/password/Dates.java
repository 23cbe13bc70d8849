package org.kennwilliamson.roster.password;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Dates in a password, in the orders and with the separators that people write them. */
final class Dates {

    private static final String SEPARATOR = "[-./ _]?";
    private static final String YEAR = "(?:19|20)\\d\\d";
    private static final String MONTH = "(?:0[1-9]|1[0-2])";
    private static final String DAY = "(?:0[1-9]|[12]\\d|3[01])";

    private static final double DAYS = 366;
    private static final double MONTHS = 12;

    /** Of birthdays and of what is in the calendar now; zxcvbn counts 20 at the least. */
    private static final double YEARS = 40;

    /** The usual ones between the parts. */
    private static final double SEPARATORS = 3;

    private enum DateForm {
        YEAR_MONTH_DAY(YEAR + "(?<s>" + SEPARATOR + ")" + MONTH + "\\k<s>" + DAY, DAYS * YEARS),
        DAY_MONTH_YEAR(DAY + "(?<s>" + SEPARATOR + ")" + MONTH + "\\k<s>" + YEAR, DAYS * YEARS),
        MONTH_DAY_YEAR(MONTH + "(?<s>" + SEPARATOR + ")" + DAY + "\\k<s>" + YEAR, DAYS * YEARS),
        YEAR_MONTH(YEAR + "(?<s>" + SEPARATOR + ")" + MONTH, MONTHS * YEARS),
        MONTH_YEAR(MONTH + "(?<s>" + SEPARATOR + ")" + YEAR, MONTHS * YEARS),
        SHORT_YEAR_MONTH_DAY("\\d\\d(?<s>" + SEPARATOR + ")" + MONTH + "\\k<s>" + DAY, DAYS * YEARS),
        DAY_MONTH_SHORT_YEAR(DAY + "(?<s>" + SEPARATOR + ")" + MONTH + "\\k<s>\\d\\d", DAYS * YEARS),
        MONTH_DAY_SHORT_YEAR(MONTH + "(?<s>" + SEPARATOR + ")" + DAY + "\\k<s>\\d\\d", DAYS * YEARS),
        DAY_MONTH(DAY + "(?<s>" + SEPARATOR + ")" + MONTH, DAYS),
        MONTH_DAY(MONTH + "(?<s>" + SEPARATOR + ")" + DAY, DAYS);

        private final Pattern pattern;
        private final double many;

        DateForm(String regex, double many) {
            this.pattern = Pattern.compile(regex);
            this.many = many;
        }
    }

    private Dates() {}

    /** All of them, those within others as well. */
    static List<PasswordPart> in(String password) {
        List<PasswordPart> found = new ArrayList<>();
        for (DateForm form : DateForm.values()) {
            Matcher matcher = form.pattern.matcher(password);
            for (int start = 0; start < password.length() && matcher.find(start); start = matcher.start() + 1) {
                double separators = matcher.group("s").isEmpty() ? 1 : SEPARATORS;
                found.add(PasswordPart.ofMany(matcher.start(), matcher.end(), form.many * separators));
            }
        }
        return found;
    }
}
