package org.kennwilliamson.roster.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

import io.restassured.RestAssured;

/**
 * An answer, byte by byte, to a request that an HTTP client would not send.
 *
 * @param status the status, 0 where there was no answer
 * @param head status line and headers
 */
public record RawHttp(int status, String head, String body) {

    private static final int TIMEOUT_MILLIS = 20_000;

    /** Sends a request to the API of the Roster under test and reads until it closes the connection. */
    public static RawHttp send(String request) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            write(socket.getOutputStream(), request);
            return of(read(socket.getInputStream()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An administrator's POST of JSON, after which the connection ends, with these headers about its body. */
    public static RawHttp post(String path, String bodyHeader, String body) {
        return send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + "Authorization: Bearer "
                + Token.admin() + "\r\nContent-Type: application/json\r\n" + bodyHeader + "\r\n\r\n" + body);
    }

    /** An administrator's GET of a target as it stands, after which the connection ends. */
    public static RawHttp get(String target) {
        return send("GET", target);
    }

    /** An administrator's request without a body for a target as it stands, after which the connection ends. */
    public static RawHttp send(String method, String target) {
        return send(
                method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                        + Token.admin() + "\r\n\r\n");
    }

    /** A body in chunks, as HTTP/1.1 has it. */
    public static String chunks(String body, int size) {
        StringBuilder chunks = new StringBuilder();
        for (int start = 0; start < body.length(); start += size) {
            String chunk = body.substring(start, Math.min(body.length(), start + size));
            chunks.append(Integer.toHexString(chunk.length()))
                    .append("\r\n")
                    .append(chunk)
                    .append("\r\n");
        }
        return chunks.append("0\r\n\r\n").toString();
    }

    private static void write(OutputStream out, String request) {
        try {
            out.write(request.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            // Who refuses a body needn't read it to its end; the answer is there all the same.
        }
    }

    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            in.transferTo(answer);
        } catch (SocketException e) {
            // Closed with some of the body unread: what came before counts.
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    private static RawHttp of(String answer) {
        if (answer.isEmpty()) {
            return new RawHttp(0, "", "");
        }
        int end = answer.indexOf("\r\n\r\n");
        return new RawHttp(
                Integer.parseInt(answer.split(" ", 3)[1]), answer.substring(0, end), answer.substring(end + 4));
    }
}
