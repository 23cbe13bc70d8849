package org.kennwilliamson.roster.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.random.RandomGenerator;

/** Ports for servers that come and go. */
final class Ports {
    private static final int TRIES = 100;

    private Ports() {}

    /**
     * A free port below those that the system gives to outgoing connections: one of these could take the port while its
     * server is down, and a client that keeps knocking there can even end up connected to itself.
     */
    static int free() {
        return RandomGenerator.getDefault()
                .ints(TRIES, 20_000, 32_000)
                .filter(Ports::isFree)
                .findFirst()
                .orElseThrow(() -> new EmbeddedServerException("No free port for PostgreSQL on 127.0.0.1"));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
