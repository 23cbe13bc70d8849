package org.kennwilliamson.roster.password;

import java.util.ArrayList;
import java.util.List;

/**
 * What a password says once more: the same piece again, in capitals or not, with a zero for an O or not. One that stands
 * right behind itself may be repeated any number of times.
 */
final class Repetitions {

    /** Shorter ones are in any password. */
    private static final int SHORTEST = 3;

    /** What is doubled, and what begins again, is tried first. */
    private static final double BITS = 1;

    private static final int MOST_VARIANTS = 3;

    private Repetitions() {}

    /** All of it; the bits are those of saying it again. */
    static List<PasswordPart> in(String password) {
        List<PasswordPart> found = new ArrayList<>();
        for (int start = 1; start < password.length(); start++) {
            for (int from = 0; from < start; from++) {
                copies(password, from, start, found);
            }
        }
        return found;
    }

    private static void copies(String password, int from, int start, List<PasswordPart> found) {
        int variants = 0;
        for (int end = start; end < password.length(); end++) {
            char before = password.charAt(from + end - start);
            char again = password.charAt(end);
            if (!Lookalikes.areAlike(before, again)) {
                return;
            }
            variants += before == again ? 0 : 1;
            int length = end + 1 - start;
            if (length >= SHORTEST) {
                boolean likely = from == 0 || from + length >= start;
                double place = likely ? 0 : PasswordPart.log2(start);
                found.add(new PasswordPart(start, end + 1, BITS + place + Math.min(MOST_VARIANTS, variants)));
            }
        }
    }
}
