package org.kennwilliamson.roster.password;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What people put together when a password has to be changed or to have signs of all kinds: the season, the year and an
 * exclamation mark. The words are those of languages that lists of common passwords know little of.
 */
final class SeasonalPatterns {

    private static final List<String> WORDS =
            List.of(("spring summer autumn fall winter january february march april may june july august september"
                            + " october november december monday tuesday wednesday thursday friday saturday sunday easter"
                            + " christmas password welcome hello secret admin login changeme letmein frühling fruehling fruhling"
                            + " sommer herbst januar jänner februar märz maerz marz mai juni juli oktober dezember montag dienstag"
                            + " mittwoch donnerstag freitag samstag sonntag ostern weihnachten weihnacht passwort kennwort"
                            + " willkommen hallo geheim anmeldung printemps été ete automne hiver janvier février fevrier mars"
                            + " avril juin juillet août aout septembre octobre novembre décembre decembre lundi mardi mercredi"
                            + " jeudi vendredi samedi dimanche noël noel motdepasse bienvenue bonjour primavera verano otoño otono"
                            + " invierno enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
                            + " lunes martes miércoles miercoles jueves viernes sábado sabado domingo navidad contraseña"
                            + " contrasena bienvenido hola estate autunno inverno gennaio febbraio aprile maggio giugno luglio"
                            + " settembre ottobre dicembre lente zomer herfst wachtwoord welkom")
                    .split(" "));

    private static final List<String> SIGNS = List.of(
            "!", "!!", "!!!", "?", ".", "1", "12", "123", "1!", "123!", "#1", "#", "-", "_", " ", "@", "$", "*");

    private static final double YEARS_LATELY = 40;
    private static final int FIRST_LATELY = 2000;
    private static final int LAST_LATELY = 2039;
    private static final int YEAR_DIGITS = 4;
    private static final double SIGNS_BITS = 3;

    private SeasonalPatterns() {}

    /** All of it that is in a password, wherever it stands. */
    static List<PasswordPart> in(String password) {
        List<PasswordPart> found = new ArrayList<>();
        for (int start = 0; start < password.length(); start++) {
            for (String word : WORDS) {
                if (isAt(start, word, password)) {
                    int end = start + word.length();
                    double variants = variants(password.substring(start, end), word);
                    found.add(new PasswordPart(start, end, PasswordPart.log2(WORDS.size()) + variants));
                }
            }
            for (String signs : SIGNS) {
                if (password.startsWith(signs, start)) {
                    found.add(new PasswordPart(start, start + signs.length(), SIGNS_BITS));
                }
            }
            if (isYearLately(password, start)) {
                found.add(PasswordPart.ofMany(start, start + YEAR_DIGITS, YEARS_LATELY));
            }
        }
        return found;
    }

    private static boolean isAt(int start, String word, String password) {
        if (start + word.length() > password.length()) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (!Lookalikes.areAlike(password.charAt(start + i), word.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** A capital at the beginning, and capitals throughout, are what is tried first; else each change is a choice. */
    private static double variants(String written, String word) {
        if (written.equals(word.toUpperCase(Locale.ROOT))) {
            return 1;
        }
        return IntStream.range(0, word.length())
                .filter(i -> written.charAt(i) != word.charAt(i))
                .count();
    }

    private static boolean isYearLately(String password, int start) {
        if (start + YEAR_DIGITS > password.length()) {
            return false;
        }
        String digits = password.substring(start, start + YEAR_DIGITS);
        if (!digits.chars().allMatch(digit -> digit >= '0' && digit <= '9')) {
            return false;
        }
        int year = Integer.parseInt(digits);
        return year >= FIRST_LATELY && year <= LAST_LATELY;
    }
}
