package org.kennwilliamson.roster.platform.cli;

import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Secrets that commands are given: never by an argument, which everybody on the machine can read. */
public final class SecretInput {

    private static final String NOTHING = "There is nothing on standard input";

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private SecretInput() {}

    /**
     * The first line of standard input, in UTF-8 and as it stands there; on a terminal without showing it.
     *
     * @param prompt what to ask on a terminal
     */
    public static String line(String prompt) {
        try {
            return Terminal.isInput() ? typed(prompt) : decoded(piped(System.in));
        } catch (CharacterCodingException e) {
            throw new CommandFailure("Standard input is not in UTF-8", e);
        } catch (IOException e) {
            throw new CommandFailure("Standard input can't be read", e);
        }
    }

    private static String typed(String prompt) {
        // Java asks on standard output, and hides what is typed only if that is a terminal too.
        Console console = Terminal.showsOutput() ? System.console() : null;
        if (console == null) {
            throw new CommandFailure("What is typed here would be shown: pipe it into standard input, "
                    + "or leave standard output to the terminal");
        }
        char[] line = console.readPassword("%s", prompt);
        if (line == null) {
            throw new CommandFailure(NOTHING);
        }
        return new String(line);
    }

    private static byte[] piped(InputStream input) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = input.read();
        if (next < 0) {
            throw new CommandFailure(NOTHING);
        }
        while (next >= 0 && next != '\n') {
            line.write(next);
            next = input.read();
        }
        return line.toByteArray();
    }

    /** A string's own constructor would put question marks for bytes that are no UTF-8. */
    private static String decoded(byte[] line) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(line))
                .toString();
        String unmarked = text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
        return unmarked.endsWith("\r") ? unmarked.substring(0, unmarked.length() - 1) : unmarked;
    }
}
