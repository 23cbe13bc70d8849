package org.kennwilliamson.roster.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/**
 * Manifests as JSON with a digest of themselves as the last field: SHA-256 of the document without that field, as it is
 * written here. Whoever changes a byte that means anything is found out.
 */
final class ManifestFile {

    private static final String DIGEST = "digest";
    private static final int LONGEST = 16 << 20;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ManifestFile() {}

    static byte[] write(Manifest manifest) {
        ObjectNode document = JSON.valueToTree(manifest);
        document.put(DIGEST, digest(document));
        return bytes(document);
    }

    /** As programs read it: one manifest, or a list of them, without their digests. */
    static String text(Object manifests) {
        try {
            return JSON.writeValueAsString(manifests);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest can always be written", e);
        }
    }

    /**
     * Reads a manifest.
     *
     * @throws BackupException where it isn't whole, or not as it was written
     */
    static Manifest read(Path file) throws BackupException {
        try {
            if (Files.size(file) > LONGEST) {
                throw broken(file);
            }
            byte[] found = Files.readAllBytes(file);
            JsonNode document = JSON.readTree(found);
            if (!(document instanceof ObjectNode fields) || !fields.path(DIGEST).isTextual()) {
                throw broken(file);
            }
            String digest = fields.remove(DIGEST).textValue();
            Manifest manifest = JSON.treeToValue(fields, Manifest.class);
            if (!digest.equals(digest(fields)) || !MessageDigest.isEqual(found, write(manifest))) {
                throw broken(file);
            }
            return manifest;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw broken(file);
        } catch (IOException e) {
            throw new BackupException(Reason.FOLDER, file + " can't be read: " + e.getMessage(), e);
        }
    }

    private static BackupException broken(Path file) {
        return new BackupException(Reason.PROOF, file + " is not the manifest that Roster wrote");
    }

    private static String digest(ObjectNode document) {
        return HexFormat.of().formatHex(Digests.sha256().digest(bytes(document)));
    }

    private static byte[] bytes(ObjectNode document) {
        try {
            return (JSON.writeValueAsString(document) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of values can always be written", e);
        }
    }
}
