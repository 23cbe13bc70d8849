package org.kennwilliamson.roster.fuzz;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A connection that sends what it is given, byte by byte, and reads answers by the letter of RFC 9112. */
final class HttpConnection implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int LONGEST_LINE = 64 * 1024;

    private final Socket socket;
    private final InputStream in;

    HttpConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** Sends some bytes. Who refuses a request needn't read it to its end: the answer is there all the same. */
    void write(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            // Said by what is read next.
        }
    }

    /** Says that nothing more will be sent. */
    void finish() throws IOException {
        socket.shutdownOutput();
    }

    /**
     * Reads the next final answer.
     *
     * @param head whether it answers a HEAD, and has no body
     * @return null if the connection is closed
     * @throws IOException if it is no HTTP
     */
    Answer read(boolean head) throws IOException {
        String start;
        try {
            start = line();
        } catch (EOFException e) {
            return null;
        }
        if (!start.matches("HTTP/1\\.[01] [1-5]\\d\\d( .*)?")) {
            throw new IOException("is no status line: " + start);
        }
        int status = Integer.parseInt(start.substring(9, 12));
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("is no header: " + line);
            }
            headers.add(Map.entry(
                    line.substring(0, colon), line.substring(colon + 1).strip()));
        }
        Answer answer = new Answer(status, headers, new byte[0]);
        if (status < 200) {
            return read(head);
        }
        return head || status == 204 || status == 304 ? answer : answer.withBody(body(answer));
    }

    private byte[] body(Answer answer) throws IOException {
        if (answer.header("Transfer-Encoding") != null) {
            return chunks();
        }
        String length = answer.header("Content-Length");
        return length == null ? in.readAllBytes() : bytes(Integer.parseInt(length));
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
            all.write(bytes(size));
            line();
        }
        line();
        return all.toByteArray();
    }

    private byte[] bytes(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("ends after " + bytes.length + " of " + length + " bytes");
        }
        return bytes;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            line.write(next);
            if (line.size() > LONGEST_LINE) {
                throw new IOException("a line has no end");
            }
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
