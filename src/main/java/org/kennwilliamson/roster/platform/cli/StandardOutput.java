package org.kennwilliamson.roster.platform.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import picocli.CommandLine;

/** Where results go, in UTF-8. Java's own stream keeps to itself what it couldn't write, and why. */
public final class StandardOutput extends OutputStream {

    private final OutputStream stream = new FileOutputStream(FileDescriptor.out);

    private IOException failure;

    private StandardOutput() {}

    /**
     * Runs a program, whose results are lost if they can't be written: that is a failure, even if all else succeeded.
     * If it was another program that stopped reading, nothing is printed, as others do.
     *
     * @return the exit code
     */
    public static int of(CommandLine program, String... arguments) {
        StandardOutput output = new StandardOutput();
        PrintWriter out = new PrintWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8), true);
        int code = program.setOut(out).execute(arguments);
        out.flush();
        Optional<IOException> failure = Optional.ofNullable(output.failure);
        failure.filter(reason -> !Terminal.hasListener()).ifPresent(reason -> program.getErr()
                .println(program.getCommandName() + ": Standard output can't be written: " + reason.getMessage()));
        return code == 0 && failure.isPresent() ? program.getCommandSpec().exitCodeOnExecutionException() : code;
    }

    @Override
    public void write(int next) throws IOException {
        write(new byte[] {(byte) next}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            stream.write(bytes, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }
}
