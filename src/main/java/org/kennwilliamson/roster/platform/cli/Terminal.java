package org.kennwilliamson.roster.platform.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the standard streams are connected to. Java's own answer differs between versions, and is about all at once. */
public final class Terminal {

    private static final Path STREAMS = Path.of("/proc/self/fd");

    private Terminal() {}

    /** Whether standard input is a terminal, where somebody types. */
    public static boolean isInput() {
        return isTerminal("0");
    }

    /** Whether standard output is a terminal, where a prompt can be seen. */
    public static boolean showsOutput() {
        return isTerminal("1");
    }

    /** Whether standard output goes to another program, which may end before it has read everything. */
    static boolean hasListener() {
        return device("1").startsWith("pipe:");
    }

    /** Whether standard error is a terminal, where a line may be written over. */
    public static boolean showsErrors() {
        return isTerminal("2");
    }

    private static boolean isTerminal(String stream) {
        String device = device(stream);
        return device.startsWith("/dev/pts/") || device.startsWith("/dev/tty") || device.equals("/dev/console");
    }

    private static String device(String stream) {
        try {
            return Files.readSymbolicLink(STREAMS.resolve(stream)).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }
}
