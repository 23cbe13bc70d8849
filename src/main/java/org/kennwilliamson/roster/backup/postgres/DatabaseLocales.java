package org.kennwilliamson.roster.backup.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

import org.kennwilliamson.roster.backup.archive.DatabaseLocale;

/** Reads how a database sorts and writes text, and says it to {@code create database}. */
public final class DatabaseLocales {

    /** Columns that some versions lack, or call otherwise, are asked for in JSON. */
    private static final String OF_DATABASE = """
            select pg_encoding_to_char(d.encoding), d.datlocprovider, d.datcollate, d.datctype,
                coalesce(all_of_it ->> 'datlocale', all_of_it ->> 'daticulocale'), all_of_it ->> 'daticurules'
            from pg_database d cross join to_jsonb(d) as all_of_it
            where d.datname = ?
            """;

    private static final Map<String, String> PROVIDERS = Map.of("c", "libc", "i", "icu", "b", "builtin");

    private DatabaseLocales() {}

    /** Empty if there is no such database. */
    public static Optional<DatabaseLocale> of(Connection connection, String database) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(OF_DATABASE)) {
            query.setString(1, database);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                String provider = row.getString(2);
                return Optional.of(new DatabaseLocale(
                        row.getString(1),
                        PROVIDERS.getOrDefault(provider, provider),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6)));
            }
        }
    }

    /** The part of {@code create database} that makes it alike. */
    public static String clause(DatabaseLocale like) {
        StringBuilder clause = new StringBuilder("template template0");
        add(clause, "locale_provider", like.provider());
        add(clause, "encoding", like.encoding());
        add(clause, "lc_collate", like.collate());
        add(clause, "lc_ctype", like.ctype());
        if (like.locale() != null) {
            add(clause, like.provider().equals("builtin") ? "builtin_locale" : "icu_locale", like.locale());
        }
        if (like.rules() != null) {
            add(clause, "icu_rules", like.rules());
        }
        return clause.toString();
    }

    private static void add(StringBuilder clause, String option, String value) {
        clause.append(' ').append(option).append(' ').append(Jdbc.literal(value));
    }
}
