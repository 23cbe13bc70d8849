package org.kennwilliamson.roster.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Secrets that commands are given: never by an argument, which everybody on the machine can read. */
public final class SecretInput {

    private SecretInput() {}

    /**
     * The first line of standard input, in UTF-8 and as it stands there; on a terminal without showing it.
     *
     * @param prompt what to ask on a terminal
     */
    public static String line(String prompt) {
        try {
            if (Terminal.isInput() && System.console() != null) {
                return new String(System.console().readPassword("%s", prompt));
            }
            String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
            if (line == null) {
                throw new CommandFailure("There is nothing on standard input");
            }
            return line;
        } catch (IOException e) {
            throw new CommandFailure("Standard input can't be read", e);
        }
    }
}
