package org.kennwilliamson.roster.audit;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import jakarta.inject.Singleton;

import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;

import org.kennwilliamson.roster.platform.database.Database;
import org.kennwilliamson.roster.platform.database.Rows;
import org.kennwilliamson.roster.platform.database.Slice;
import org.kennwilliamson.roster.platform.database.Sql;

/** The SQL of audit events. */
@Singleton
class AuditRepository {

    private static final Sql MAINTAIN = new Sql("audit.maintain", "select maintain_audit_partitions($1)");

    private static final Sql ADD = new Sql("audit.add", """
            insert into audit_events (actor, address, request_id, action, entity, after)
            values ($1, $2, $3, $4, $5, $6)
            """);

    private static final int ACTOR = 1;
    private static final int ENTITY = 2;
    private static final int ACTION = 4;

    /** One for each combination of filters, so that each has the index that suits it. */
    private static final List<Sql> LISTS = IntStream.range(0, ACTOR + ENTITY + ACTION + 1)
            .mapToObj(AuditRepository::list)
            .toList();

    private final Database database;

    AuditRepository(Database database) {
        this.database = database;
    }

    /** The events behind the page's cursor, newest first; over the pool, since months of one actor may take long. */
    Uni<List<AuditEvent>> page(AuditFilter filter, Slice slice) {
        Tuple arguments = Tuple.of(slice.after(), slice.rows());
        int filters = 0;
        if (filter.actor != null) {
            filters |= ACTOR;
            arguments.addString(filter.actor);
        }
        if (filter.entity != null) {
            filters |= ENTITY;
            arguments.addString(filter.entity);
        }
        if (filter.action != null) {
            filters |= ACTION;
            arguments.addString(filter.action);
        }
        return database.run(LISTS.get(filters), arguments).map(rows -> Rows.all(rows, AuditRepository::from));
    }

    /** Writes an event of something that has happened outside of the database. */
    Uni<Void> add(AuditContext trail, String action, String entity, Map<String, Object> after) {
        Tuple arguments = AuditSql.withTrail(trail, Tuple.tuple())
                .addString(action)
                .addString(entity)
                .addJsonObject(new JsonObject(after));
        return database.run(ADD, arguments).replaceWithVoid();
    }

    /** Creates the partitions of the months to come and drops those that are older than {@code retentionDays}. */
    Uni<Void> maintainPartitions(int retentionDays) {
        return database.run(MAINTAIN, Tuple.of(retentionDays)).replaceWithVoid();
    }

    private static Sql list(int filters) {
        StringBuilder where = new StringBuilder();
        int parameter = 2;
        if ((filters & ACTOR) != 0) {
            where.append(" and actor = $").append(++parameter);
        }
        if ((filters & ENTITY) != 0) {
            where.append(" and entity = $").append(++parameter);
        }
        if ((filters & ACTION) != 0) {
            where.append(" and action = $").append(++parameter);
        }
        String page = """
                select id, actor, action, entity, before, after, address, request_id
                from audit_events
                where id < $1%s
                order by id desc
                limit $2
                """.formatted(where);
        return filters == 0 ? new Sql("audit.lists", page) : Sql.plannedEachTime("audit.lists", page);
    }

    private static AuditEvent from(Row row) {
        UUID id = row.getUUID("id");
        return new AuditEvent(
                id,
                Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16).atOffset(ZoneOffset.UTC),
                row.getString("actor"),
                row.getString("action"),
                row.getString("entity"),
                map(row.getJsonObject("before")),
                map(row.getJsonObject("after")),
                row.getString("address"),
                row.getString("request_id"));
    }

    private static Map<String, Object> map(JsonObject json) {
        return json == null ? null : json.getMap();
    }
}
