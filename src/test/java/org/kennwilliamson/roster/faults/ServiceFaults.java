package org.kennwilliamson.roster.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.opentest4j.TestAbortedException;

import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.SmallDisk;

/** What befalls the service and its backups. */
final class ServiceFaults {

    /** Debian's, of its package faketime. */
    private static final Path LIBFAKETIME = Path.of("/usr/lib/"
            + System.getProperty("os.arch").replace("amd64", "x86_64") + "-linux-gnu/faketime/libfaketime.so.1");

    private static final Map<String, String> NONE = Map.of();

    private ServiceFaults() {}

    static final Fault KILLED = Fault.ofService("service killed and started", (site, random) -> {
        site.killService();
        Fault.last(random, 0, 2_000);
        site.startService(NONE);
    });

    /** Forward and back, while it runs: its tokens' times and its timers are all that hang on its own clock. */
    static final Fault CLOCK = Fault.ofService("clock moved by minutes", (site, random) -> {
        if (!Files.exists(LIBFAKETIME)) {
            throw new Fault.MissingException("there is no libfaketime here (Debian's package faketime)");
        }
        Path offset = Files.writeString(site.folder().resolve("faketime").toAbsolutePath(), "+0\n");
        site.killService();
        site.startService(Map.of(
                "LD_PRELOAD",
                LIBFAKETIME.toString(),
                "FAKETIME_TIMESTAMP_FILE",
                offset.toString(),
                "FAKETIME_CACHE_DURATION",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1"));
        try {
            for (int minutes : List.of(random.nextInt(1, 120), -random.nextInt(1, 120), 0)) {
                Files.writeString(offset, (minutes < 0 ? "" : "+") + minutes * 60 + "\n");
                Fault.last(random, 2_000, 4_000);
                // Under libfaketime the JVM itself stumbles at each move.
                Ready.until(
                        "it is ready with a clock moved by " + minutes + " minutes",
                        () -> site.roster().probe("/q/health/ready") == 200);
                Fault.last(random, 1_000, 3_000);
            }
        } finally {
            site.killService();
            site.startService(NONE);
        }
    });

    static final Fault BACKUP =
            Fault.beside("a backup runs", (site, random) -> site.command(0, NONE, "backup", "create"));

    /** Nobody writes from before the backup until after the swap: all that was acknowledged has to be in it. */
    static final Fault RESTORE = Fault.ofDatabase("a restore swaps", (site, random) -> {
        Map<String, String> superuser =
                Map.of("MIGRATION_DATABASE_URL", site.server().superuserUrl(Site.DATABASE));
        site.whileNobodyWrites(() -> {
            String created = site.command(0, NONE, "backup", "create", "--json");
            String file = created.replaceFirst("(?s).*\"file\"\\s*:\\s*\"([^\"]+)\".*", "$1");
            return site.command(
                    0,
                    superuser,
                    "restore",
                    site.backups().resolve(file).toString(),
                    "--identity",
                    site.identity().toString(),
                    "--swap");
        });
        for (String old : site.ask(
                "postgres",
                "select datname from pg_database where datname like '" + Site.DATABASE + "\\_before\\_%'")) {
            site.execute("postgres", "drop database \"" + old + "\" with (force)");
        }
    });

    /** Until PostgreSQL refuses writes, or dies of it: then its operator starts it again. */
    static final Fault DATABASE_DISK_FULL = Fault.ofDatabase("disk of PostgreSQL full", (site, random) -> {
        SmallDisk disk =
                site.disk().orElseThrow(() -> new Fault.MissingException("a file system can't be mounted here"));
        try {
            disk.fill(random.nextInt(64));
        } catch (IOException e) {
            // PostgreSQL was quicker, and the disk is full all the same.
        }
        Fault.last(random, 2_000, 8_000);
        disk.clear();
        Fault.last(random, 0, 1_000);
        if (!site.isDatabaseThere()) {
            site.server().restart();
        }
    });

    static final Fault BACKUP_DISK_FULL = Fault.beside("disk of the backups full", (site, random) -> {
        Path mount = site.folder().resolve("small-" + random.nextInt(1_000_000)).toAbsolutePath();
        try (SmallDisk disk = SmallDisk.mount(mount)) {
            disk.fill(random.nextInt(64));
            site.command(1, Map.of("BACKUP_DIR", mount.resolve("backups").toString()), "backup", "create");
        } catch (TestAbortedException e) {
            throw new Fault.MissingException("a file system can't be mounted here");
        }
    });
}
