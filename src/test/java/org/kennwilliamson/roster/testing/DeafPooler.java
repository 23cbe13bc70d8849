package org.kennwilliamson.roster.testing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * Passes everything on but what PostgreSQL notifies, as a pooler does that lends a connection for each transaction: the
 * backend says that it listens, and nobody hears it.
 */
public final class DeafPooler implements AutoCloseable {

    private static final int NOTIFICATION = 'A';

    private final ServerSocket door;
    private final TestDatabase database;

    private DeafPooler(ServerSocket door, TestDatabase database) {
        this.door = door;
        this.database = database;
    }

    /** Starts it. */
    public static DeafPooler before(TestDatabase database) {
        try {
            DeafPooler pooler = new DeafPooler(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), database);
            daemon(pooler::accept);
            return pooler;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code DATABASE_URL} through it. */
    public String url() {
        return database.serviceUrl().replaceFirst(":\\d+/", ":" + door.getLocalPort() + "/") + "?sslmode=disable";
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = door.accept();
            Socket server = new Socket("127.0.0.1", database.server().port());
            daemon(() -> {
                try (client;
                        server) {
                    client.getInputStream().transferTo(server.getOutputStream());
                }
            });
            daemon(() -> {
                try (client;
                        server) {
                    passOn(server.getInputStream(), client.getOutputStream());
                }
            });
        }
    }

    /** What a server says is a message each: its kind, its length with these four bytes, its text. */
    private static void passOn(InputStream from, OutputStream to) throws IOException {
        DataInputStream in = new DataInputStream(from);
        DataOutputStream out = new DataOutputStream(to);
        for (int kind = in.read(); kind >= 0; kind = in.read()) {
            int length = in.readInt();
            byte[] text = in.readNBytes(length - Integer.BYTES);
            if (kind != NOTIFICATION) {
                out.writeByte(kind);
                out.writeInt(length);
                out.write(text);
                out.flush();
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // One side has closed, and the other one is closed with it.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
