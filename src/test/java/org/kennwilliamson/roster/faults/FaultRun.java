package org.kennwilliamson.roster.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

import org.opentest4j.TestAbortedException;

import org.kennwilliamson.roster.testing.Ready;
import org.kennwilliamson.roster.testing.SmallDisk;

/** Clients write and read at a steady rate while faults befall what they talk to, one after the other. */
final class FaultRun {

    private static final int CLIENTS = 8;
    private static final int DISK_MIB = 700;

    /** In the rest of the run nobody starts the service again, so that what its memory does is seen. */
    private static final double SHARE_WITH_RESTARTS = 0.4;

    private static final List<Fault> SHORT = List.of(
            DatabaseFaults.KILLED,
            NetworkFaults.CUT,
            DatabaseFaults.FROZEN,
            ServiceFaults.KILLED,
            DatabaseFaults.READ_ONLY,
            NetworkFaults.BLACK_HOLE,
            DatabaseFaults.BACKEND_KILLED);

    private static final List<Fault> LONG = Stream.of(
                    List.of(ServiceFaults.KILLED, ServiceFaults.CLOCK),
                    DatabaseFaults.ALL,
                    NetworkFaults.ALL,
                    List.of(
                            ServiceFaults.BACKUP,
                            ServiceFaults.RESTORE,
                            ServiceFaults.BACKUP_DISK_FULL,
                            ServiceFaults.DATABASE_DISK_FULL))
            .flatMap(List::stream)
            .toList();

    private final Path folder;
    private final long seed;
    private final Duration length;
    private final List<Fault> faults;
    private final History history = new History();
    private final List<Struck> struck = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();

    /**
     * @param length zero for the short form: each of few faults once
     */
    FaultRun(Path folder, long seed, Duration length) {
        this.faults = length.isZero() ? SHORT : LONG;
        this.folder = folder;
        this.seed = seed;
        this.length = length;
    }

    /**
     * A fault that was.
     *
     * @param lasted how long it took
     * @param readyAfter from the database's return until the service says that it is ready
     * @param connections the most that the service held, until a moment after it
     */
    record Struck(Fault fault, Duration lasted, Duration readyAfter, int connections) {}

    /** Runs all of it. */
    Report run() throws Exception {
        Optional<SmallDisk> disk = length.isZero() ? Optional.empty() : disk();
        try (Site site = Site.start(folder, disk)) {
            return run(site);
        } finally {
            disk.ifPresent(SmallDisk::close);
        }
    }

    private Optional<SmallDisk> disk() throws IOException {
        try {
            return Optional.of(SmallDisk.mount(folder.resolve("disk").toAbsolutePath(), DISK_MIB));
        } catch (TestAbortedException e) {
            return Optional.empty();
        }
    }

    private Report run(Site site) throws Exception {
        for (String role : Client.ROLES) {
            site.execute(Site.DATABASE, "insert into roles (name) values ('" + role + "')");
        }
        Watch watch = new Watch(site, history);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            threads.add(new Thread(new Client("c" + i, site, history, seed + i), "client-" + i));
        }
        threads.add(new Thread(watch, "watch"));
        threads.forEach(Thread::start);
        Instant began = Instant.now();
        long heapBefore;
        try {
            heapBefore = strikeAll(site, watch);
        } finally {
            site.end();
        }
        Duration took = Duration.between(began, Instant.now());
        for (Thread thread : threads) {
            thread.join();
        }
        long heapAfter = watch.liveHeapKib();
        return new Report(
                seed,
                took,
                history,
                struck,
                skipped,
                Ledger.faults(history.writes(), history.accounts(), endState(site)),
                watch,
                heapBefore,
                heapAfter);
    }

    private static EndState endState(Site site) throws SQLException, IOException {
        Ready.until("nobody is at work any more", () -> isIdle(site));
        try (Connection connection = site.server().connect("postgres", Site.DATABASE)) {
            return EndState.of(connection);
        }
    }

    private static boolean isIdle(Site site) {
        try {
            return site.ask(
                            Site.DATABASE,
                            "select pid from pg_stat_activity where usename = 'roster_service'"
                                    + " and state <> 'idle'")
                    .isEmpty();
        } catch (SQLException e) {
            return false;
        }
    }

    /** Gives what lived in the heap early in the life of the last process. */
    private long strikeAll(Site site, Watch watch) throws Exception {
        Random random = new Random(seed);
        if (length.isZero()) {
            for (Fault fault : faults) {
                strike(site, watch, fault, random.nextLong());
            }
            return 0;
        }
        Instant began = Instant.now();
        Instant end = began.plus(length);
        Instant lastRestart = began.plusMillis((long) (length.toMillis() * SHARE_WITH_RESTARTS));
        long heap = 0;
        List<Fault> deck = new ArrayList<>();
        while (Instant.now().isBefore(end)) {
            if (deck.isEmpty()) {
                deck.addAll(faults);
                Collections.shuffle(deck, random);
            }
            Fault fault = deck.remove(deck.size() - 1);
            long own = random.nextLong();
            if (!fault.needsRestart() || Instant.now().isBefore(lastRestart)) {
                strike(site, watch, fault, own);
            }
            if (heap == 0 && Instant.now().isAfter(lastRestart.plusSeconds(30))) {
                heap = watch.liveHeapKib();
            }
        }
        return heap;
    }

    private void strike(Site site, Watch watch, Fault fault, long own) throws Exception {
        Random random = new Random(own);
        System.out.printf("%s %s%n", Instant.now(), fault.name());
        Instant began = Instant.now();
        try {
            fault.strike().run(site, random);
        } catch (Fault.MissingException e) {
            skipped.add(fault.name() + ": " + e.getMessage());
            return;
        } catch (Exception | AssertionError e) {
            history.isWrong(fault.name() + ": " + e);
        }
        Ready.until("the database is back", site::isDatabaseThere);
        Instant back = Instant.now();
        Ready.until("the service is ready again", () -> site.roster().probe("/q/health/ready") == 200);
        Instant ready = Instant.now();
        Fault.last(random, 1_000, length.isZero() ? 2_000 : 5_000);
        struck.add(new Struck(fault, Duration.between(began, back), Duration.between(back, ready), watch.mostOfLate()));
    }
}
