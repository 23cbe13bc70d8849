package org.kennwilliamson.roster.wal;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;

import org.kennwilliamson.roster.platform.database.Database;
import org.kennwilliamson.roster.platform.database.Rows;
import org.kennwilliamson.roster.platform.database.Sql;

/** The SQL of PostgreSQL's WAL. Any role may ask all of it, but for the size. */
@Singleton
class WalRepository {

    /** A row for each replication slot, and one if there is none. The command itself may have secrets in it: it stays there. */
    private static final Sql STATUS = new Sql("wal.status", """
            select now() as time, pg_is_in_recovery() as standby,
                pg_wal_lsn_diff(wal.written, '0/0')::bigint as position,
                pg_size_bytes(current_setting('wal_segment_size')) as segment_size,
                pg_size_bytes(current_setting('max_wal_size')) as usual_size,
                has_function_privilege('pg_ls_waldir()', 'execute') as size_visible,
                case
                    when current_setting('archive_mode') = 'off' then 'OFF'
                    when current_setting('archive_library') <> '' then 'ON'
                    when current_setting('archive_command') = '' then 'UNSET'
                    when current_setting('archive_command') ~ '^\\s*((/usr)?(/bin/)?true|:|exit 0)\\s*$' then 'DISCARDED'
                    else 'ON'
                end as mode,
                extract(epoch from current_setting('archive_timeout')::interval)::bigint as timeout,
                archiver.last_archived_wal, archiver.last_archived_time, archiver.last_failed_wal,
                archiver.last_failed_time, archiver.failed_count,
                coalesce(archiver.stats_reset, pg_postmaster_start_time()) as since,
                slot.slot_name::text, slot.active, slot.wal_status,
                coalesce(pg_wal_lsn_diff(wal.written, slot.restart_lsn), 0)::bigint as held,
                current_setting('max_slot_wal_keep_size') <> '-1' as limited
            from pg_stat_archiver archiver
                cross join lateral (
                    select case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end
                        as written
                ) wal
                left join pg_replication_slots slot on true
            order by slot.slot_name
            """);

    /** For members of pg_monitor, and whom it was granted to. */
    private static final Sql SIZE =
            new Sql("wal.size", "select coalesce(sum(size), 0)::bigint as bytes from pg_ls_waldir()");

    private final Database database;

    WalRepository(Database database) {
        this.database = database;
    }

    /** As PostgreSQL has it now. */
    Uni<WalStatus> status() {
        return database.read(STATUS, Tuple.tuple())
                .chain(rows -> size(Rows.only(rows)).map(size -> from(rows, size)));
    }

    private Uni<OptionalLong> size(Row row) {
        return row.getBoolean("size_visible")
                ? database.read(SIZE, Tuple.tuple())
                        .map(rows -> OptionalLong.of(Rows.only(rows).getLong("bytes")))
                : Uni.createFrom().item(OptionalLong.empty());
    }

    private static WalStatus from(RowSet<Row> rows, OptionalLong size) {
        Row row = Rows.only(rows);
        List<ReplicationSlot> slots =
                row.getString("slot_name") == null ? List.of() : Rows.all(rows, WalRepository::slot);
        return new WalStatus(
                row.getOffsetDateTime("time").toInstant(),
                row.getBoolean("standby"),
                row.getLong("position"),
                row.getLong("segment_size"),
                row.getLong("usual_size"),
                size,
                archiver(row),
                slots);
    }

    private static Archiver archiver(Row row) {
        return new Archiver(
                ArchiveMode.valueOf(row.getString("mode")),
                Duration.ofSeconds(row.getLong("timeout")),
                Optional.ofNullable(row.getString("last_archived_wal")),
                time(row, "last_archived_time"),
                Optional.ofNullable(row.getString("last_failed_wal")),
                time(row, "last_failed_time"),
                row.getLong("failed_count"),
                row.getOffsetDateTime("since").toInstant());
    }

    private static ReplicationSlot slot(Row row) {
        return new ReplicationSlot(
                row.getString("slot_name"),
                row.getBoolean("active"),
                ReplicationSlot.SlotState.of(row.getString("wal_status")),
                row.getLong("held"),
                row.getBoolean("limited"));
    }

    private static Optional<Instant> time(Row row, String column) {
        return Optional.ofNullable(row.getOffsetDateTime(column)).map(OffsetDateTime::toInstant);
    }
}
