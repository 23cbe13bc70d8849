package org.kennwilliamson.roster.platform.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import org.kennwilliamson.roster.fuzz.ParserHarness;
import org.kennwilliamson.roster.platform.problem.ProblemException;

/** Cursors: each id has one, and what isn't one is a problem. */
public final class CursorHarness implements ParserHarness {

    @Override
    public List<String> seeds() {
        return List.of(
                "AZjzoX0ufDGfBFuNLGoekA",
                "AAAAAAAAAAAAAAAAAAAAAA",
                "_____________________w",
                "AZjzoX0ufDGfBFuNLGoekA==");
    }

    @Override
    public void check(byte[] input) {
        String text = new String(input, StandardCharsets.ISO_8859_1);
        UUID id;
        try {
            id = Cursor.parse(text);
        } catch (ProblemException e) {
            return;
        }
        if (!Cursor.of(id).equals(text)) {
            throw new AssertionError("is a second cursor of " + id);
        }
    }

    public static void fuzzerTestOneInput(byte[] input) {
        new CursorHarness().check(input);
    }
}
