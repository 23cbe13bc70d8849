package org.kennwilliamson.roster.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether somebody watches. Java's own answer differs between its versions, and speaks of all streams at once. */
public final class Terminal {

    private static final Path STREAMS = Path.of("/proc/self/fd");

    private Terminal() {}

    /** Whether standard input is a terminal, where somebody types. */
    public static boolean isInput() {
        return isTerminal("0");
    }

    /** Whether standard error is a terminal, where a line may be written over. */
    public static boolean showsErrors() {
        return isTerminal("2");
    }

    private static boolean isTerminal(String stream) {
        try {
            String device = Files.readSymbolicLink(STREAMS.resolve(stream)).toString();
            return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
