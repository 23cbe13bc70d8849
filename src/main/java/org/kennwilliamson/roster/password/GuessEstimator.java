package org.kennwilliamson.roster.password;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import me.gosimple.nbvcxz.matching.DateMatcher;
import me.gosimple.nbvcxz.matching.DictionaryMatcher;
import me.gosimple.nbvcxz.matching.PasswordMatcher;
import me.gosimple.nbvcxz.matching.RepeatMatcher;
import me.gosimple.nbvcxz.matching.SeparatorMatcher;
import me.gosimple.nbvcxz.matching.SequenceMatcher;
import me.gosimple.nbvcxz.matching.SpacialMatcher;
import me.gosimple.nbvcxz.matching.YearMatcher;
import me.gosimple.nbvcxz.resources.AdjacencyGraph;
import me.gosimple.nbvcxz.resources.AdjacencyGraphUtil;
import me.gosimple.nbvcxz.resources.BruteForceUtil;
import me.gosimple.nbvcxz.resources.Configuration;
import me.gosimple.nbvcxz.resources.Dictionary;

/**
 * How many guesses find a password, at the least: it is cut into common passwords, repetitions, sequences and the like,
 * which nbvcxz finds, what it doesn't find ({@link SeasonalPatterns}, {@link Dates}, {@link Repetitions}), and single characters, so that
 * the guesses for all pieces together are as few as can be.
 *
 * <p>nbvcxz's own choice of the pieces is a search that a clock ends after half a second: what it says about a long
 * password would depend on how busy Roster is. Its default configuration holds 18 MiB of dictionaries, and loads them
 * if anything of {@code ConfigurationBuilder} is used; {@link CommonPasswords} are the only one that counts here.
 */
final class GuessEstimator {

    /** A weak password shows by then, and the time grows with the square of the length. */
    private static final int LONGEST = 64;

    private static final List<PasswordMatcher> MATCHERS = List.of(
            new DictionaryMatcher(),
            new RepeatMatcher(),
            new SequenceMatcher(),
            new SpacialMatcher(),
            new YearMatcher(),
            new DateMatcher(),
            new SeparatorMatcher());

    /** A native image reads them while it is built, and so has them outside its heap. */
    private static final Dictionary COMMON = new CommonPasswords();

    private static final List<AdjacencyGraph> KEYBOARDS = List.of(
            new AdjacencyGraph("qwerty", AdjacencyGraphUtil.qwerty),
            new AdjacencyGraph("keypad", AdjacencyGraphUtil.standardKeypad));

    private static final Pattern YEAR = Pattern.compile("(19|20)\\d\\d");

    private final String password;
    private final Configuration configuration;

    private GuessEstimator(String password, Collection<String> free) {
        this.password = cut(password);
        this.configuration = configuration(free);
    }

    /** @param free words that the attacker knows, in lower case */
    static double of(String password, Collection<String> free) {
        return new GuessEstimator(password, free).fewest();
    }

    private double fewest() {
        Map<Integer, List<PasswordPart>> pieces = pieces().collect(Collectors.groupingBy(PasswordPart::end));
        double[] bits = new double[password.length() + 1];
        for (int end = 1; end <= password.length(); end++) {
            bits[end] = bits[end - 1] + bitsOf(password.charAt(end - 1));
            for (PasswordPart piece : pieces.getOrDefault(end, List.of())) {
                double together = bits[piece.start()] + piece.bits();
                // Not Math.min: where nbvcxz counts too far it finds NaN.
                bits[end] = together < bits[end] ? together : bits[end];
            }
        }
        return Math.pow(2, bits[password.length()]);
    }

    private Stream<PasswordPart> pieces() {
        Stream<PasswordPart> matches = MATCHERS.stream()
                .flatMap(matcher -> matcher.match(configuration, password).stream())
                .map(match ->
                        new PasswordPart(match.getStartIndex(), match.getEndIndex() + 1, match.calculateEntropy()));
        Stream<PasswordPart> own = Stream.of(
                        SeasonalPatterns.in(password), Dates.in(password), Repetitions.in(password))
                .flatMap(List::stream);
        return Stream.concat(matches, own);
    }

    private static double bitsOf(char character) {
        return Math.log(BruteForceUtil.getBruteForceCardinality(character)) / Math.log(2);
    }

    private static Configuration configuration(Collection<String> free) {
        Map<String, Integer> ranks =
                free.stream().map(GuessEstimator::cut).distinct().collect(Collectors.toMap(word -> word, word -> 1));
        return new Configuration(
                MATCHERS,
                Map.of(),
                List.of(new Dictionary("free", ranks, true), COMMON),
                KEYBOARDS,
                Lookalikes.LETTERS,
                YEAR,
                0.0,
                LONGEST,
                Locale.ROOT,
                false,
                0);
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(LONGEST, text.length()));
    }
}
