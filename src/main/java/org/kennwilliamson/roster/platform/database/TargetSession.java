package org.kennwilliamson.roster.platform.database;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which of several servers to connect to: libpq's {@code target_session_attrs}. */
public enum TargetSession {
    ANY("any", "any"),
    READ_WRITE("read-write", "primary"),
    PRIMARY("primary", "primary"),
    READ_ONLY("read-only", "secondary"),
    STANDBY("standby", "secondary"),
    PREFER_STANDBY("prefer-standby", "preferSecondary");

    private final String libpq;
    private final String jdbc;

    TargetSession(String libpq, String jdbc) {
        this.libpq = libpq;
        this.jdbc = jdbc;
    }

    /** The one that libpq calls so. */
    static Optional<TargetSession> of(String libpq) {
        return Arrays.stream(values())
                .filter(target -> target.libpq.equals(libpq))
                .findFirst();
    }

    /** All names of libpq. */
    static String names() {
        return Arrays.stream(values()).map(TargetSession::libpq).collect(Collectors.joining(", "));
    }

    /** As libpq calls it. */
    public String libpq() {
        return libpq;
    }

    /** As the JDBC driver calls it, in {@code targetServerType}. */
    String jdbc() {
        return jdbc;
    }

    /** Whether it may lead to a server that takes no writes although another one takes them. */
    boolean isForReads() {
        return this == READ_ONLY || this == STANDBY || this == PREFER_STANDBY;
    }

    /** Whether only a server that takes writes will do. */
    boolean isForWrites() {
        return this == READ_WRITE || this == PRIMARY;
    }
}
