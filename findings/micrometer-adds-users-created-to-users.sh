#!/usr/bin/env bash
# Software: Micrometer 1.16.3 (micrometer-registry-prometheus)
# A good guess: a counter users.created is users_created_total, and stands beside a counter users, which is
# users_total.
# What is so: both are users_total, and only the later one's count is there: the first has gone, without a word.
# _created, _bucket and _info are endings that the naming cuts off, since OpenMetrics keeps them for itself. A timer
# with that ending keeps it.
# Seen:
#   users.created counted 2 times:
#     users_total 2.0
#   and users 5 times:
#     users_total 5.0
#   a counter roster.info and a timer sessions.created:
#     roster_total 1.0
#     sessions_created_seconds_count 1
#     sessions_created_seconds_max 1.0
#     sessions_created_seconds_sum 1.0
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
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

jars io.micrometer:micrometer-registry-prometheus:1.16.3
cat >Names.java <<'END'
import io.micrometer.prometheusmetrics.*;
import java.time.Duration;

public class Names {
  public static void main(String[] args) {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.counter("users.created").increment(2);
    show("users.created counted 2 times", registry);
    registry.counter("users").increment(5);
    show("and users 5 times", registry);
    registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.counter("roster.info").increment();
    registry.timer("sessions.created").record(Duration.ofSeconds(1));
    show("a counter roster.info and a timer sessions.created", registry);
  }

  static void show(String what, PrometheusMeterRegistry registry) {
    System.out.println(what + ":");
    registry.scrape().lines().filter(line -> !line.startsWith("#")).sorted().forEach(line -> System.out.println("  " + line));
  }
}
END
java -cp 'lib/*' Names.java  | tee seen

cat >expected <<'END'
users.created counted 2 times:
  users_total 2.0
and users 5 times:
  users_total 5.0
a counter roster.info and a timer sessions.created:
  roster_total 1.0
  sessions_created_seconds_count 1
  sessions_created_seconds_max 1.0
  sessions_created_seconds_sum 1.0
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
