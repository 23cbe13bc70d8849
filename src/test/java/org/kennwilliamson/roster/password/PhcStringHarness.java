package org.kennwilliamson.roster.password;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.kennwilliamson.roster.fuzz.ParserHarness;

/** Stored hashes: a PHC string written down again is the same, and no hash of any kind surprises who reads it. */
public final class PhcStringHarness implements ParserHarness {

    @Override
    public List<String> seeds() {
        return List.of(
                "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNo",
                "argon2$argon2i$v=19$m=512,t=2,p=2$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaA",
                "$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW",
                "$pbkdf2-sha256$29000$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaA",
                "pbkdf2_sha256$600000$salt$aGFzaGhhc2hoYXNoaGFzaGhhc2hoYXNoaGFzaGhhc2g=",
                "$scrypt$ln=16,r=8,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNoaGFzaA",
                "scrypt:32768:8:1$salt$abcdef0123456789");
    }

    @Override
    public void check(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        StoredHashes.canCheck(text);
        PhcString.of(text).ifPresent(PhcStringHarness::check);
    }

    private static void check(PhcString phc) {
        String written = "$" + phc.id() + (phc.version() == null ? "" : "$v=" + phc.version()) + "$"
                + phc.parameters().entrySet().stream()
                        .map((Map.Entry<String, Integer> each) -> each.getKey() + "=" + each.getValue())
                        .collect(Collectors.joining(","))
                + "$" + phc.salt().text() + "$" + phc.hash().text();
        if (!PhcString.of(written).orElseThrow().equals(phc)) {
            throw new AssertionError("is another hash when it is written again");
        }
        if (phc.salt().length() > 0 && phc.salt().bytes().length != phc.salt().length()) {
            throw new AssertionError("has another length than it says");
        }
    }

    public static void fuzzerTestOneInput(byte[] input) {
        new PhcStringHarness().check(input);
    }
}
