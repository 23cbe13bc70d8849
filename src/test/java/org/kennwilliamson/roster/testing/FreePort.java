package org.kennwilliamson.roster.testing;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for programs that listen a little later. */
public final class FreePort {

    /** Linux gives outgoing connections a port from 32768 on, unless it is told otherwise: none of them takes these. */
    private static final int FIRST = 12_000;

    private static final int END = 32_768;

    private FreePort() {}

    /** One on which nobody listens at the moment, and which no connection is given meanwhile. */
    public static int any() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                continue;
            }
        }
    }
}
