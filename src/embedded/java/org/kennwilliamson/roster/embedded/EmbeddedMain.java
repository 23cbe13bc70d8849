package org.kennwilliamson.roster.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.annotations.QuarkusMain;

import org.kennwilliamson.roster.Main;
import org.kennwilliamson.roster.ReadyLine;

/** Roster on a PostgreSQL of its own, unless {@code DATABASE_URL} names another. */
@QuarkusMain(name = "embedded")
public final class EmbeddedMain {
    static final String DATABASE = "kennwilliamson";

    private static EmbeddedServer server;

    EmbeddedMain() {}

    /**
     * Starts the server in {@code EMBEDDED_DIR} (by default {@code .embedded}), then Roster.
     *
     * @param args Roster's own
     */
    public static void main(String[] args) {
        if (System.getenv("DATABASE_URL") != null) {
            Main.run(args, () -> {});
            return;
        }
        try {
            start();
        } catch (EmbeddedServerException | IOException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        Main.run(args, server::close);
    }

    /** The server that this program started, if it did. */
    static Optional<EmbeddedServer> server() {
        return Optional.ofNullable(server);
    }

    /** Where this program keeps things. */
    static Path folder() {
        return Path.of(setting("EMBEDDED_DIR", ".embedded"));
    }

    private static void start() throws IOException {
        Path folder = folder();
        server = EmbeddedServer.start(
                folder, Path.of("init-scripts"), Map.of("shared_preload_libraries", "pg_stat_statements"));
        System.setProperty("DATABASE_URL", server.url("roster_service", DATABASE));
        System.setProperty("MIGRATION_DATABASE_URL", server.url("roster_owner", DATABASE));
        System.setProperty("BACKUP_DATABASE_URL", server.url("roster_backup", DATABASE));
        if (System.getenv("AUTH_SIGNING_KEY") == null) {
            System.setProperty(
                    "AUTH_SIGNING_KEY",
                    SigningKey.keptIn(folder.resolve("signing-key.pem")).toString());
        }
        if (System.getenv("BACKUP_RECIPIENTS") == null) {
            System.setProperty("BACKUP_RECIPIENTS", BackupKey.recipient(folder.resolve("backup.key")));
        }
        if (System.getenv("BACKUP_DIR") == null) {
            System.setProperty("BACKUP_DIR", folder.resolve("backups").toString());
        }
        // Welcome says it instead, and more.
        System.setProperty("quarkus.log.category.\"" + ReadyLine.class.getName() + "\".level", "OFF");
        if (LaunchMode.current() == LaunchMode.DEVELOPMENT) {
            // There Main comes back for every reload, and its end is the JVM's.
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        }
    }

    private static String setting(String name, String otherwise) {
        return System.getProperty(name, System.getenv().getOrDefault(name, otherwise));
    }
}
