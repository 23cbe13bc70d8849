package org.kennwilliamson.roster.backup.postgres;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Listens to one of a program's streams all the time, or the program would wait; keeps the beginning. */
final class OutputCapture extends Thread {

    private static final long PATIENCE_MILLIS = 10_000;

    private final InputStream from;
    private final int longest;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean whole = true;

    private OutputCapture(InputStream from, int longest) {
        super("roster-backup-listener");
        this.from = from;
        this.longest = longest;
        setDaemon(true);
    }

    /** @param longest how many bytes of it are kept */
    static OutputCapture from(InputStream stream, int longest) {
        OutputCapture heard = new OutputCapture(stream, longest);
        heard.start();
        return heard;
    }

    @Override
    public void run() {
        byte[] buffer = new byte[8_192];
        try (from) {
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                keep(buffer, count);
            }
        } catch (IOException e) {
            // The program's exit status says why.
        }
    }

    /** The output; call it when the program has ended. */
    String text() throws InterruptedException {
        join(PATIENCE_MILLIS);
        synchronized (this) {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }

    /** Whether all of it was kept; call it when the program has ended. */
    synchronized boolean isWhole() {
        return whole;
    }

    private synchronized void keep(byte[] buffer, int count) {
        int room = Math.min(count, longest - kept.size());
        whole &= room == count;
        kept.write(buffer, 0, room);
    }
}
