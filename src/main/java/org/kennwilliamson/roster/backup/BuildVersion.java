package org.kennwilliamson.roster.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Which Roster this is: Maven writes it into a resource. */
final class BuildVersion {

    private BuildVersion() {}

    static String text() {
        try (InputStream file = BuildVersion.class.getResourceAsStream("/roster-version.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
