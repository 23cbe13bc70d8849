package org.kennwilliamson.roster.platform.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import picocli.CommandLine.IVersionProvider;

/** Which Roster this is: Maven writes it into a resource. */
public final class BuildVersion implements IVersionProvider {

    /** As Maven has it. */
    public static String text() {
        try (InputStream file = BuildVersion.class.getResourceAsStream("/roster-version.txt")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code --version} prints. */
    @Override
    public String[] getVersion() {
        return new String[] {"roster " + text()};
    }
}
