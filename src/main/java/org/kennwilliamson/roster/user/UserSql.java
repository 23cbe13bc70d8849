package org.kennwilliamson.roster.user;

import java.util.List;
import java.util.stream.IntStream;

import io.vertx.sqlclient.Tuple;

import org.kennwilliamson.roster.platform.database.Sql;
import org.kennwilliamson.roster.platform.text.UnicodeForms;

/** The statements that list users: one for each combination of filters, so that each has the plan that suits it. */
final class UserSql {

    /** The names of the roles that a row {@code u} of users has. */
    static final String ROLES = """
            array(
                select r.name
                from user_roles ur join roles r on r.id = ur.role_id
                where ur.user_id = u.id
                order by r.name
            ) as roles""";

    /** Changes of the same user, or of its roles, take turns; the next one then sees what this one left. */
    static final Sql LOCK = new Sql("user.lock", "select id from users where id = $1 for no key update");

    /** What the API shows of a row {@code u} of users. */
    static final String COLUMNS =
            "u.id, u.email, u.display_name, u.active, u.version, u.created_at, u.updated_at, " + ROLES;

    private static final String GRANTED = "user_roles g join users u on u.id = g.user_id";

    private static final int EMAIL = 1;
    private static final int ROLE = 2;
    private static final int PREFIX = 4;

    /** A prefix that is also looked for in the form that names may have been stored in before there was one form. */
    private static final int BOTH_FORMS = 8;

    private static final List<Sql> LISTS = IntStream.range(0, EMAIL + ROLE + PREFIX + BOTH_FORMS + 1)
            .mapToObj(UserSql::list)
            .toList();

    /** A role's users; one row without a user for a role that nobody has (behind the cursor), none for no role. */
    static final Sql OF_ROLE = new Sql("user.of-role", """
            select %s
            from roles ro
                left join lateral (
                    select user_id from user_roles where role_id = ro.id and user_id > $2 order by user_id limit $3
                ) g on true
                left join users u on u.id = g.user_id
            where ro.name = $1
            order by g.user_id
            """.formatted(COLUMNS));

    private UserSql() {}

    /** The statement for a filter; its parameters are {@link #arguments}. */
    static Sql listFor(UserFilter filter) {
        return LISTS.get((filter.email == null ? 0 : EMAIL)
                + (filter.role == null ? 0 : ROLE)
                + (filter.q == null ? 0 : PREFIX)
                + (hasTwoForms(filter.q) ? BOTH_FORMS : 0));
    }

    private static boolean hasTwoForms(String prefix) {
        return prefix != null && !prefix.equals(UnicodeForms.decomposed(prefix));
    }

    /** First the two of every page, then what is filtered by. */
    static Tuple arguments(UserFilter filter, Object after, int rows) {
        Tuple arguments = Tuple.of(after, rows);
        for (String value : new String[] {filter.email, filter.role, filter.q}) {
            if (value != null) {
                arguments.addString(value);
            }
        }
        if (hasTwoForms(filter.q)) {
            arguments.addString(UnicodeForms.decomposed(filter.q));
        }
        return arguments;
    }

    private static Sql list(int filters) {
        StringBuilder where = new StringBuilder();
        int parameter = 2;
        if ((filters & EMAIL) != 0) {
            where.append(" and lower(u.email) = lower($%d collate \"C\")".formatted(++parameter));
        }
        if ((filters & ROLE) != 0) {
            where.append(" and g.role_id = (select id from roles where name = $%d)".formatted(++parameter));
        }
        if ((filters & PREFIX) != 0) {
            int prefix = ++parameter;
            where.append(startsWith(prefix, (filters & BOTH_FORMS) == 0 ? prefix : ++parameter));
        }
        String page = (filters & ROLE) == 0 ? page("users u", "u.id", where) : page(GRANTED, "g.user_id", where);
        return (filters & PREFIX) == 0 ? new Sql("user.lists", page) : Sql.plannedEachTime("user.lists", page);
    }

    private static String page(String from, String key, CharSequence where) {
        return "select %s\nfrom %s\nwhere %s > $1%s\norder by %s\nlimit $2".formatted(COLUMNS, from, key, where, key);
    }

    /**
     * A prefix as a range, which an index can answer: the highest code point sorts behind all that follows the prefix.
     */
    private static String startsWith(int composed, int decomposed) {
        String email =
                "lower(u.email) between lower($%1$d collate \"C\") and lower($%1$d collate \"C\") || chr(1114111)";
        String name = "lower_alike(u.display_name) collate \"C\" between lower_alike($%1$d) and lower_alike($%1$d)"
                + " || chr(1114111)";
        return " and (" + email.formatted(composed) + " or " + name.formatted(composed)
                + (composed == decomposed ? "" : " or " + name.formatted(decomposed)) + ")";
    }
}
