package org.kennwilliamson.roster.platform.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class HostSearchTest {

    private static final int REQUEST_BYTES = 8;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close();
    }

    /** Found by the fault run: the client left each such connection open, and a server that was to stop waited for one. */
    @ParameterizedTest
    @CsvSource({"N, DISABLE", "S, PREFER"})
    void whoIsAskedForTlsIsHungUp(char answer, SslMode mode) throws IOException {
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String url = "postgresql://service:secret@127.0.0.1:" + door.getLocalPort() + "/roster";
            HostSearch search = new HostSearch(vertx, DatabaseUrl.parse("DATABASE_URL", url));

            Future<PgConnectOptions> options = search.options("test");

            try (Socket asked = door.accept()) {
                assertThat(asked.getInputStream().readNBytes(REQUEST_BYTES))
                        .as("SSLRequest")
                        .containsExactly(0, 0, 0, 8, 4, 210, 22, 47);
                asked.getOutputStream().write(answer);
                assertThat(asked.getInputStream().read()).as("it is closed").isEqualTo(-1);
            }
            assertThat(modeOf(options)).isEqualTo(mode);
            if (mode == SslMode.PREFER) {
                assertThat(modeOf(search.options("test"))).as("without asking").isEqualTo(mode);
            }
        }
    }

    private static SslMode modeOf(Future<PgConnectOptions> options) {
        return options.toCompletionStage().toCompletableFuture().join().getSslMode();
    }
}
