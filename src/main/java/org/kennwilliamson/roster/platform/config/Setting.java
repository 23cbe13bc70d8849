package org.kennwilliamson.roster.platform.config;

import java.util.Optional;

/**
 * The catalogue: every environment variable that Roster reads, by its name, with its default, its form, whether it is a
 * secret, and what it means. A test compares {@code docs/configuration.md}, {@code .env.example}, {@code docker-compose.yml}
 * and {@code application.properties} with it.
 */
public enum Setting {
    DATABASE_URL(Form.URL, null, true, "the requests' connection"),
    MIGRATION_DATABASE_URL(Form.URL, null, true, "the schema's owner, who migrates at the start; else DATABASE_URL"),
    BACKUP_DATABASE_URL(
            Form.URL, null, true, "who pg_dump and the test restore connect as; else MIGRATION_DATABASE_URL"),
    DB_MAX_CONNECTIONS(Form.number(1, 1_000), "10", "most connections, all pools together"),
    DB_MIN_CONNECTIONS(Form.number(1, 998), "2", "connections that are always open, with an event loop each"),
    DB_ACQUIRE_TIMEOUT(Form.number(1, 3_600), "30", "seconds until a request that found no connection gets a 503"),

    HOST(Form.ADDRESS, "127.0.0.1", "the address that both ports listen on"),
    PORT(Form.PORT, "8080", "the API's port"),
    MANAGEMENT_PORT(Form.PORT, "9000", "the port of health and metrics"),
    HTTP_MAX_CONNECTIONS(Form.number(10, 100_000), "2000", "most clients' connections at a time"),
    HTTP_MAX_REQUESTS(Form.number(1, 100_000), "500", "most requests without a body that are under way at a time"),
    HTTP_IDLE_TIMEOUT(Form.DURATION, "120s", "how long nothing may move on a client's connection"),
    TRUSTED_PROXIES(Form.TEXT, null, "proxies whose X-Forwarded-For and X-Forwarded-Proto count"),

    AUTH_SIGNING_KEY(Form.FILE, null, "the private key that signs access tokens"),
    AUTH_PUBLISHED_KEYS(Form.FILES, null, "more keys whose tokens count"),
    AUTH_ISSUER(Form.NAME, "roster", "the issuer that access tokens name"),
    AUTH_ACCESS_TTL(Form.LIFETIME, "15m", "how long an access token lasts"),
    AUTH_REFRESH_TTL(Form.LIFETIME, "30d", "how long a session lasts that nobody refreshes"),
    AUTH_LOCKOUT(Form.SWITCH, "on", "whether failed sign-ins lock accounts and addresses"),
    MP_JWT_VERIFY_ISSUER(Form.TEXT, null, "another identity provider, whose tokens count as well"),
    MP_JWT_VERIFY_PUBLICKEY_LOCATION(Form.TEXT, null, "where that provider's keys are"),
    MP_JWT_VERIFY_AUDIENCES(Form.TEXT, null, "the audiences that its tokens must name one of"),
    MP_JWT_VERIFY_CLOCK_SKEW(Form.number(0, 3_600), "0", "seconds that its clock may differ from this one's"),
    SMALLRYE_JWT_PATH_GROUPS(Form.TEXT, "groups", "where its tokens name roles"),

    ADMIN_EMAIL(Form.TEXT, null, "the first administrator, created at the start if there is none"),
    ADMIN_PASSWORD(Form.TEXT, null, true, "the first administrator's password"),
    AUDIT_RETENTION_DAYS(Form.number(30, 99_999), "365", "days that audit events are kept"),

    MIGRATION_BACKUP(Form.choice("auto", "required", "off"), "auto", "a verified backup before a migration"),
    MIGRATION_LOCK_TIMEOUT(Form.LIMIT, "10s", "how long a statement of a migration waits for a lock"),
    MIGRATION_STATEMENT_TIMEOUT(Form.LIMIT, "15m", "how long a statement of a migration may take"),

    BACKUP_DIR(Form.DIRECTORY, "backups", "where backups are"),
    BACKUP_SCHEDULE(Form.TEXT, "0 2 * * *", "when backups are created: five fields of cron in UTC, or off"),
    BACKUP_RECIPIENTS(Form.TEXT, null, "age recipients, each of whom can open every backup"),
    BACKUP_ENCRYPTION(Form.choice("age", "off"), "age", "how backups are encrypted"),
    BACKUP_VERIFY(Form.choice("restore", "decrypt", "off"), "restore", "how a backup is verified"),
    BACKUP_RETENTION_DAYS(Form.number(1, 10_000), "7", "days that a backup is kept"),
    BACKUP_KEEP_MINIMUM(Form.number(1, 10_000), "3", "newest verified backups that are never removed"),
    BACKUP_KEEP_WEEKLY(Form.number(0, 10_000), "0", "weeks whose last verified backup is kept besides"),
    BACKUP_KEEP_MONTHLY(Form.number(0, 10_000), "0", "months whose last verified backup is kept besides"),
    BACKUP_TIME_LIMIT(Form.number(1, 10_000), "120", "minutes that pg_dump or pg_restore may take"),
    BACKUP_COPY_URL(Form.COPY, null, "where a copy of every backup is put: file:///directory or s3://bucket/prefix"),
    BACKUP_COPY_REGION(Form.REGION, null, "the bucket's region; else AWS_REGION, the profile or the machine says it"),
    BACKUP_COPY_ENDPOINT(Form.ENDPOINT, null, "the address of a store that speaks S3; else AWS' own"),
    BACKUP_COPY_PATH_STYLE(
            Form.SWITCH, "off", "whether the bucket's name is in the path of URLs, not in the host's name"),
    BACKUP_COPY_MAX_RATE(Form.number(0, 10_000), "0", "most MiB a second of copying; 0 for no limit"),
    PG_BIN_DIR(Form.DIRECTORY, null, "where pg_dump and pg_restore are; else the PATH, then Debian's directories"),

    LIVENESS_GRACE(Form.DURATION, "60s", "how long the database may be gone before liveness turns DOWN"),
    SHUTDOWN_DELAY(Form.DURATION, "2s", "how long requests are served after SIGTERM while readiness is DOWN"),
    SHUTDOWN_TIMEOUT(Form.DURATION, "20s", "how long requests in flight may take after that"),
    LOG_FORMAT(Form.choice("text", "json"), "text", "the log's format"),
    LOG_REQUESTS(Form.SWITCH, "on", "whether each request is a line of the log"),
    SLOW_REQUEST(Form.LIMIT, "1s", "from when on a request is slow, and a warning"),
    SLOW_STATEMENT(Form.LIMIT, "500ms", "from when on a statement is slow, and a warning"),
    OTEL_EXPORTER_OTLP_ENDPOINT(Form.COLLECTOR, null, "the collector that takes traces; without it there are none"),
    OTEL_EXPORTER_OTLP_HEADERS(Form.HEADERS, null, true, "headers for the collector"),
    OTEL_TRACES_SAMPLER_ARG(Form.SHARE, "1", "the share of requests that is traced at most"),
    OTEL_SERVICE_NAME(Form.NAME, "roster", "what Roster is called in traces");

    private final Form form;
    private final String standard;
    private final boolean secret;
    private final String meaning;

    Setting(Form form, String standard, String meaning) {
        this(form, standard, false, meaning);
    }

    Setting(Form form, String standard, boolean secret, String meaning) {
        this.form = form;
        this.standard = standard;
        this.secret = secret;
        this.meaning = meaning;
    }

    /** What its value may look like. */
    public Form form() {
        return form;
    }

    /** What holds while it isn't set; empty if nothing does. */
    public Optional<String> standard() {
        return Optional.ofNullable(standard);
    }

    /** Whether its value must never be shown. */
    public boolean isSecret() {
        return secret;
    }

    /** What it means, as a part of a sentence. */
    public String meaning() {
        return meaning;
    }

    /** That a value is not of its form, in one line, for the operator. Another place's URL may have a password in it. */
    public InvalidSettingException invalid(String value) {
        boolean shown = !secret
                && !((form == Form.COPY || form == Form.ENDPOINT || form == Form.COLLECTOR) && value.contains("@"));
        return new InvalidSettingException(
                name() + " must be " + form.words() + (shown ? ", but is '" + value + "'" : ""));
    }
}
