package org.kennwilliamson.roster.backup.archive;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import org.kennwilliamson.roster.fuzz.ParserHarness;
import org.kennwilliamson.roster.platform.text.Sha256;

/** Manifests, with a right digest and without: none surprises who reads on, and written again it is the same. */
public final class ManifestFileHarness implements ParserHarness {

    private static final String END = "\n}\n";

    @Override
    public List<String> seeds() {
        Instant at = Instant.parse("2026-11-22T02:00:00Z");
        return List.of(
                        Manifests.of(at, 7, Manifest.Verification.verified("restore", at, Map.of("public.users", 3L))),
                        Manifests.of(at, 7, Manifest.Verification.failed("decrypt", at, "no")),
                        Manifests.of(at, 7, Manifest.Verification.NONE))
                .stream()
                .map(manifest -> new String(ManifestFile.write(manifest), StandardCharsets.UTF_8))
                .map(text -> text.replaceFirst(",\n  \"digest\".*(?s:.*)", ""))
                .toList();
    }

    @Override
    public void check(byte[] input) throws IOException {
        check(new ByteArrayInputStream(input));
        check(new ByteArrayInputStream(digested(input)));
    }

    private static void check(ByteArrayInputStream content) throws IOException {
        Manifest manifest;
        try {
            manifest = ManifestFile.read("it", content);
        } catch (BackupException e) {
            return;
        }
        if (manifest.isVerified() && manifest.hasFailedVerification() || manifest.dumpedBy() < 0) {
            throw new AssertionError("is both");
        }
        byte[] written = ManifestFile.write(manifest);
        try {
            Manifest again = ManifestFile.read("it", new ByteArrayInputStream(written));
            if (!Arrays.equals(written, ManifestFile.write(again))) {
                throw new AssertionError("is another one when it is written again");
            }
        } catch (BackupException e) {
            throw new AssertionError("can't be read once it is written again", e);
        }
    }

    /** The document with the field that makes it whole. */
    private static byte[] digested(byte[] document) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(document);
        whole.writeBytes(END.getBytes(StandardCharsets.UTF_8));
        String digest = HexFormat.of().formatHex(Sha256.sha256().digest(whole.toByteArray()));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(document);
        all.writeBytes((",\n  \"digest\" : \"" + digest + "\"" + END).getBytes(StandardCharsets.UTF_8));
        return all.toByteArray();
    }

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        new ManifestFileHarness().check(input);
    }
}
