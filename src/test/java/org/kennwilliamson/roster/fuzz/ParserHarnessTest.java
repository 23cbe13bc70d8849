package org.kennwilliamson.roster.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.kennwilliamson.roster.backup.archive.AgeIdentityHarness;
import org.kennwilliamson.roster.backup.archive.ManifestFileHarness;
import org.kennwilliamson.roster.password.PhcStringHarness;
import org.kennwilliamson.roster.platform.database.DatabaseUrlHarness;
import org.kennwilliamson.roster.platform.http.CursorHarness;
import org.kennwilliamson.roster.platform.http.IpNetworkHarness;
import org.kennwilliamson.roster.platform.json.PatchFieldHarness;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Parsers, given what is nearly right: {@code -Dfuzz.seed=7} makes other inputs. Jazzer, started by hand, takes the same classes and
 * follows the branches that inputs take.
 */
class ParserHarnessTest {

    private static final int INPUTS = 1_000;
    private static final long SEED = Long.getLong("fuzz.seed", 1);

    /** For all inputs of a parser together: some of them are a regular expression's worst. */
    private static final long MOST_MILLIS = 20_000;

    static Stream<ParserHarness> parsers() throws IOException {
        return Stream.of(
                new CursorHarness(),
                new IpNetworkHarness(),
                new DatabaseUrlHarness(),
                new PatchFieldHarness(),
                new PhcStringHarness(),
                new ManifestFileHarness(),
                new AgeIdentityHarness());
    }

    @ParameterizedTest
    @MethodSource("parsers")
    void whatIsNearlyRightBreaksNoRule(ParserHarness parser) throws Exception {
        Random random = new Random(SEED);
        long start = System.nanoTime();
        for (String seed : parser.seeds()) {
            parser.check(seed.getBytes(StandardCharsets.UTF_8));
        }
        for (int i = 0; i < INPUTS; i++) {
            byte[] input = spoiled(parser.seeds(), random);
            try {
                parser.check(input);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError(
                        "input %d of seed %d: %s".formatted(i, SEED, new String(input, StandardCharsets.UTF_8)), e);
            }
        }
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isLessThan(MOST_MILLIS);
    }

    /** A seed with pieces cut out, doubled, replaced, or mixed with another one. */
    private static byte[] spoiled(List<String> seeds, Random random) {
        byte[] bytes = WildText.pick(random, seeds).getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int from = random.nextInt(bytes.length + 1);
            int to = from + random.nextInt(bytes.length - from + 1);
            ByteArrayOutputStream made = new ByteArrayOutputStream();
            made.write(bytes, 0, from);
            switch (random.nextInt(5)) {
                case 0 -> made.write(random.nextInt(256));
                case 1 -> made.writeBytes(WildText.any(random).getBytes(StandardCharsets.UTF_8));
                case 2 -> made.writeBytes(WildText.pick(random, seeds).getBytes(StandardCharsets.UTF_8));
                case 3 -> to = Math.min(bytes.length, from + 1);
                default -> made.write(bytes, from, to - from);
            }
            int rest = random.nextInt(3) == 0 ? to : Math.min(bytes.length, from + random.nextInt(2));
            made.write(bytes, rest, bytes.length - rest);
            bytes = made.toByteArray();
        }
        return bytes;
    }
}
