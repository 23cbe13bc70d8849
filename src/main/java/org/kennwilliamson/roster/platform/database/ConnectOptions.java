package org.kennwilliamson.roster.platform.database;

import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;

/** How the Vert.x client connects to a {@link DatabaseUrl}. */
final class ConnectOptions {

    private static final int CONNECT_TIMEOUT_MILLIS = 5_000;

    /** After this no request waits for a statement; the server ends it, so that its connection is free again. */
    private static final String STATEMENT_TIMEOUT = "30s";

    private ConnectOptions() {}

    /** @param purpose tells the connections apart in the metrics */
    static PgConnectOptions of(DatabaseUrl url, HostAndPort host, String purpose) {
        PgConnectOptions options = new PgConnectOptions()
                .setHost(host.host())
                .setPort(host.port())
                .setDatabase(url.database())
                .setUser(url.user())
                .setPassword(url.password())
                .setSslMode(SslMode.of(url.sslMode()))
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheSqlFilter(Sql::isKept)
                .addProperty("application_name", "roster")
                .addProperty("statement_timeout", STATEMENT_TIMEOUT)
                // A transaction whose client has vanished holds its locks no longer than this.
                .addProperty("idle_in_transaction_session_timeout", "60s");
        // Quarkus takes what stands before the bar for the metrics' prefix, what stands behind it for their tag.
        options.setMetricsName("postgresql|" + purpose);
        options.setConnectTimeout(CONNECT_TIMEOUT_MILLIS).setTcpKeepAlive(true);
        url.rootCertificate()
                .ifPresentOrElse(
                        file -> options.setPemTrustOptions(new PemTrustOptions().addCertPath(file)),
                        // libpq's "require" and below encrypt without looking at the certificate.
                        () -> options.setTrustAll(true));
        options.setHostnameVerificationAlgorithm(options.getSslMode() == SslMode.VERIFY_FULL ? "HTTPS" : "");
        return options;
    }
}
