package org.kennwilliamson.roster.password;

import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@link ImportedArgon2Test} shows of a dozen hashes by libargon2 holds for any parameters, by BouncyCastle. */
class Argon2Test {

    private static final long SEED = 9106;

    @Test
    void anyParametersGiveWhatBouncyCastleGives() {
        Random random = new Random(SEED);
        for (int i = 0; i < 300; i++) {
            int lanes = 1 + random.nextInt(4);
            Argon2 function = new Argon2(
                    Argon2.Kind.values()[random.nextInt(3)],
                    random.nextBoolean() ? Argon2.FIRST_VERSION : Argon2.LATEST_VERSION,
                    8 * lanes + random.nextInt(600),
                    1 + random.nextInt(4),
                    lanes);
            byte[] salt = new byte[8 + random.nextInt(40)];
            random.nextBytes(salt);
            int bytes = 4 + random.nextInt(200);
            String password = "p\u00e4ss".repeat(random.nextInt(60));

            assertThat(function.hash(password, salt, bytes))
                    .as("%s, %d bytes", function, bytes)
                    .isEqualTo(byBouncyCastle(function, password, salt, bytes));
        }
    }

    private static byte[] byBouncyCastle(Argon2 function, String password, byte[] salt, int bytes) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(function.kind().number())
                .withVersion(function.version())
                .withMemoryAsKB(function.memoryKib())
                .withIterations(function.iterations())
                .withParallelism(function.lanes())
                .withSalt(salt)
                .build());
        byte[] hash = new byte[bytes];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
