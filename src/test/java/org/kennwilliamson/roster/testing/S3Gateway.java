package org.kennwilliamson.roster.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What stands before a real store: it passes everything on, unless it is told to refuse requests or to cut connections. */
public final class S3Gateway implements AutoCloseable {

    private static final Pattern REQUEST = Pattern.compile("\\A([A-Z]+ \\S+) HTTP/1\\.1\r\n");

    private final ServerSocket listener;
    private final int store;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private volatile Predicate<String> refused = request -> false;
    private volatile String refusal = "";
    private volatile Predicate<String> cut = request -> false;

    private S3Gateway(ServerSocket listener, int store) {
        this.listener = listener;
        this.store = store;
    }

    /** @param store the port of what is behind it */
    public static S3Gateway to(int store) {
        try {
            S3Gateway gateway = new S3Gateway(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), store);
            inBackground(gateway::accept);
            return gateway;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String endpoint() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /** What was asked so far: {@code PUT /bucket/key}. */
    public List<String> requests() {
        return requests;
    }

    /**
     * Answers such requests as S3 does that refuses them.
     *
     * @param headers more of the answer's
     */
    public void refuse(Predicate<String> request, int status, String code, String message, String... headers) {
        String body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>" + message
                + "</Message></Error>";
        refusal = "HTTP/1.1 " + status + " Refused\r\nContent-Type: application/xml\r\nConnection: close\r\n"
                + Stream.of(headers).map(header -> header + "\r\n").collect(Collectors.joining())
                + "Content-Length: " + body.length() + "\r\n\r\n" + body;
        refused = request;
    }

    /** Ends the connection as soon as such a request comes, as a network does that fails. */
    public void cut(Predicate<String> request) {
        cut = request;
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            Socket client = listener.accept();
            inBackground(() -> connect(client));
        }
    }

    private void connect(Socket client) throws IOException {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), store);
            open.addAll(List.of(client, server));
            boolean[] next = {true};
            inBackground(() -> pass(client, server, () -> next[0] = false, next));
            inBackground(() -> pass(server, client, () -> next[0] = true, new boolean[1]));
        } catch (IOException e) {
            // Nobody is there: nor is this one.
            client.close();
        }
    }

    /** @param mayBegin whether what comes now is a request's beginning: the other side has answered the one before */
    private void pass(Socket from, Socket to, Runnable passed, boolean[] mayBegin) throws IOException {
        try (from;
                to) {
            InputStream input = from.getInputStream();
            OutputStream output = to.getOutputStream();
            byte[] buffer = new byte[1 << 14];
            for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
                Matcher begun = REQUEST.matcher(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
                if (mayBegin[0] && begun.find() && !isPassed(begun.group(1), from)) {
                    return;
                }
                passed.run();
                output.write(buffer, 0, count);
            }
        }
    }

    private boolean isPassed(String request, Socket client) throws IOException {
        requests.add(request);
        if (refused.test(request)) {
            client.getOutputStream().write(refusal.getBytes(StandardCharsets.ISO_8859_1));
            client.shutdownOutput();
            // Whoever closes while something comes takes the answer back.
            client.getInputStream().transferTo(OutputStream.nullOutputStream());
            return false;
        }
        return !cut.test(request);
    }

    private interface Task {
        void run() throws IOException;
    }

    private static void inBackground(Task task) {
        Thread thread = new Thread(() -> {
            try {
                task.run();
            } catch (IOException e) {
                // One of both sides has gone, which is what this is for.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** The requests that delete an object: what ends an upload that isn't complete has its number. */
    public List<String> deletions() {
        return requests.stream()
                .filter(request -> request.startsWith("DELETE ") && !request.contains("uploadId="))
                .toList();
    }
}
