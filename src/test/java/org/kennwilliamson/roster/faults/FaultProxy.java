package org.kennwilliamson.roster.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between the service and its database, and passes on bytes: all of them, later, slowly, or none until it is let
 * go. What was held back is passed on then, as by a network that was cut for a moment.
 */
final class FaultProxy implements AutoCloseable {

    private static final int PIECE = 8_192;
    private static final int MILLIS_PER_SECOND = 1_000;

    private final ServerSocket door;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Map<Integer, Integer> linked = new ConcurrentHashMap<>();

    private volatile boolean refuses;
    private volatile int delayMillis;
    private volatile int bytesPerSecond;
    private boolean holds;

    /** @param target the port on this machine to which it leads */
    FaultProxy(int target) {
        this.target = target;
        try {
            door = new ServerSocket(0, 200, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** From the port that the server sees of a connection to the port of the client at its other end. */
    Map<Integer, Integer> linked() {
        return linked;
    }

    /** Nothing passes, in neither direction, and nothing is closed. */
    synchronized void hold() {
        holds = true;
    }

    /** Everything passes again, also what was held. */
    synchronized void letGo() {
        holds = false;
        notifyAll();
    }

    /** Each piece comes so much later, in each direction. */
    void delay(int millis) {
        delayMillis = millis;
    }

    /** So many bytes a second for each connection and direction; 0 for as many as there are. */
    void throttle(int bytes) {
        bytesPerSecond = bytes;
    }

    /** Closes each new connection at once, or no longer. */
    void refuse(boolean all) {
        refuses = all;
    }

    /** Resets all connections on both sides. */
    void cut() {
        open.forEach(socket -> {
            try {
                socket.setSoLinger(true, 0);
                socket.close();
            } catch (IOException e) {
                // It is closed already.
            }
        });
    }

    @Override
    public void close() {
        letGo();
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = door.accept();
            if (refuses) {
                client.setSoLinger(true, 0);
                client.close();
            } else {
                daemon(() -> link(client));
            }
        }
    }

    private void link(Socket client) throws IOException {
        passes();
        Socket server;
        try {
            server = new Socket("127.0.0.1", target);
        } catch (IOException e) {
            client.setSoLinger(true, 0);
            client.close();
            return;
        }
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        open.add(client);
        open.add(server);
        linked.put(server.getLocalPort(), client.getPort());
        daemon(() -> pass(client, server));
        try {
            pass(server, client);
        } finally {
            linked.remove(server.getLocalPort());
        }
    }

    private void pass(Socket from, Socket to) throws IOException {
        byte[] piece = new byte[PIECE];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                passes();
                Thread.sleep(delayMillis + millisFor(read));
                passes();
                out.write(piece, 0, read);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private long millisFor(int bytes) {
        int rate = bytesPerSecond;
        return rate == 0 ? 0 : (long) bytes * MILLIS_PER_SECOND / rate;
    }

    private synchronized void passes() {
        try {
            while (holds) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
