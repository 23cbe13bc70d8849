package org.kennwilliamson.roster.backup.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import org.kennwilliamson.roster.platform.text.Sha256;

/**
 * Manifests as JSON with a digest of themselves as the last field: SHA-256 of the document's bytes without that field.
 * A change to one of them is noticed. Fields that an older Roster hasn't written are empty, and those of a newer one
 * are ignored.
 */
public final class ManifestFile {

    private static final Pattern DIGESTED =
            Pattern.compile("(\\{.*),\n  \"digest\" : \"([0-9a-f]{64})\"\n}\n", Pattern.DOTALL);

    private static final String END = "\n}\n";
    private static final int LONGEST = 16 << 20;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private ManifestFile() {}

    /** That a file isn't what any Roster wrote: it is nobody's. */
    public static final class BrokenException extends BackupException {

        private static final long serialVersionUID = 1L;

        private BrokenException(String file) {
            super(FailureReason.PROOF, file + " is not the manifest that Roster wrote");
        }
    }

    public static byte[] write(Manifest manifest) {
        String document = text(manifest) + "\n";
        return (document.substring(0, document.length() - END.length()) + ",\n  \"digest\" : \"" + digest(document)
                        + '"' + END)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** As programs read it: one manifest, or a list of them, without their digests. */
    public static String text(Object manifests) {
        try {
            return JSON.writeValueAsString(manifests);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest can always be written", e);
        }
    }

    /**
     * Reads a manifest.
     *
     * @throws BackupException if it isn't whole, or not as it was written
     */
    public static Manifest read(Path file) throws BackupException {
        try (InputStream content = Files.newInputStream(file)) {
            return read(file.toString(), content);
        } catch (IOException e) {
            throw new BackupException(FailureReason.FOLDER, file + " can't be read: " + e.getMessage(), e);
        }
    }

    /**
     * As {@link #read(Path)}, of a manifest that is in no directory.
     *
     * @param file what messages call it
     */
    public static Manifest read(String file, InputStream content) throws BackupException, IOException {
        byte[] bytes = content.readNBytes(LONGEST + 1);
        if (bytes.length > LONGEST) {
            throw new BrokenException(file);
        }
        try {
            Matcher found = DIGESTED.matcher(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)));
            if (!found.matches() || !found.group(2).equals(digest(found.group(1) + END))) {
                throw new BrokenException(file);
            }
            Manifest manifest = JSON.readValue(found.group(1) + END, Manifest.class);
            if (manifest.format() != Manifest.FORMAT) {
                throw newer(file);
            }
            return manifest;
        } catch (CharacterCodingException e) {
            throw new BrokenException(file);
        } catch (JsonProcessingException e) {
            // Its digest is right.
            throw newer(file);
        }
    }

    private static BackupException newer(String file) {
        return new BackupException(
                FailureReason.PROOF, file + " has a format that this Roster doesn't know: a newer one wrote it");
    }

    private static String digest(String document) {
        return HexFormat.of().formatHex(Sha256.sha256().digest(document.getBytes(StandardCharsets.UTF_8)));
    }
}
