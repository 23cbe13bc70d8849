package org.kennwilliamson.roster.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * One request, and where it came from.
 *
 * @param number which request of its seed
 * @param known the operation that it is for; null if its path may be any
 * @param body null for none
 * @param chunked whether the body is sent in chunks
 */
record FuzzedRequest(
        long number,
        ApiOperation known,
        String method,
        String target,
        List<Map.Entry<String, String>> headers,
        byte[] body,
        boolean chunked) {

    private static final int CHUNK = 700;

    /** The first line of a header, or null. */
    String header(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    long count(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .count();
    }

    String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** As it goes over the wire. */
    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        headers.forEach(header -> head.append(header.getKey())
                .append(": ")
                .append(header.getValue())
                .append("\r\n"));
        if (body != null) {
            head.append(chunked ? "Transfer-Encoding: chunked\r\n" : "Content-Length: " + body.length + "\r\n");
        }
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        if (body != null && chunked) {
            writeChunks(bytes);
        } else if (body != null) {
            bytes.writeBytes(body);
        }
        return bytes.toByteArray();
    }

    private void writeChunks(ByteArrayOutputStream bytes) {
        for (int start = 0; start < body.length; start += CHUNK) {
            int size = Math.min(CHUNK, body.length - start);
            bytes.writeBytes((Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            bytes.write(body, start, size);
            bytes.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        bytes.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public String toString() {
        String text = new String(bytes(), StandardCharsets.UTF_8);
        return "request " + number + ":\n" + (text.length() > 3_000 ? text.substring(0, 3_000) + "…" : text);
    }
}
