package org.kennwilliamson.roster.password;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Characters that people write instead of letters. */
final class Lookalikes {

    /** Each character with the letters that it may stand for. */
    static final Map<Character, Character[]> LETTERS = Stream.of(
                    "4a", "@a", "8b", "(c", "3e", "6g", "9g", "#h", "1il", "!il", "|il", "0o", "$s", "5s", "+t", "7tl",
                    "2z")
            .collect(Collectors.toMap(pair -> pair.charAt(0), pair -> characters(pair.substring(1))));

    private Lookalikes() {}

    /** Whether two characters may be meant as the same letter. */
    static boolean areAlike(char one, char other) {
        return Character.toLowerCase(one) == Character.toLowerCase(other)
                || standsFor(one, other)
                || standsFor(other, one);
    }

    private static boolean standsFor(char character, char letter) {
        for (char each : LETTERS.getOrDefault(character, new Character[0])) {
            if (each == Character.toLowerCase(letter)) {
                return true;
            }
        }
        return false;
    }

    private static Character[] characters(String text) {
        return text.chars().mapToObj(character -> (char) character).toArray(Character[]::new);
    }
}
