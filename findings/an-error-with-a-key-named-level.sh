#!/usr/bin/env bash
# Software: logstash-logback-encoder 8.1, logback-ecs-encoder 1.7.0, Logback 1.5.18 with SLF4J 2.0.17; jq 1.6 (Debian 12),
# Jackson 2.19.2
# A good guess: addKeyValue of SLF4J adds a field to a line of a log in JSON. A key that has a name of the line's own, as
# level and message are, is refused, renamed or set apart, and no field gets lost.
# What is so: Logstash's encoder writes the name twice. Whatever reads JSON takes the last one: an error is of level "guest",
# no alert for errors sees it, and what happened is gone. In the MDC a key "message" does the same, to ECS' encoder as well,
# which leaves out all that addKeyValue adds. Logback's own encoder sets the fields apart, as texts.
# Seen:
#   logstash to Jackson: "guest", "The role was not changed", user 7
#   logstash to Jackson: "ERROR", "welcome", user null
#   logstash to jq: "guest", "The role was not changed", user 7
#   logstash to jq: "ERROR", "welcome", user null
#   ecs to Jackson: "ERROR", "The role was not changed", user null
#   ecs to Jackson: "ERROR", "welcome", user null
#   ecs to jq: "ERROR", "The role was not changed", user null
#   ecs to jq: "ERROR", "welcome", user null
#   logback to Jackson: "ERROR", "The role was not changed", user null
#   logback to Jackson: "ERROR", "The mail was not sent", user null
#   logback to jq: "ERROR", "The role was not changed", user null
#   logback to jq: "ERROR", "The mail was not sent", user null
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

jars ch.qos.logback:logback-classic:1.5.18 org.slf4j:slf4j-api:2.0.17 net.logstash.logback:logstash-logback-encoder:8.1 co.elastic.logging:logback-ecs-encoder:1.7.0 \
  com.fasterxml.jackson.core:jackson-databind:2.19.2
apt-get download -q=2 'jq=1.6-*' 'libjq1=1.6-*' libonig5 >&2
for package in *.deb; do dpkg -x "$package" debian; done
cat >Lines.java <<'END'
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import co.elastic.logging.logback.EcsEncoder;
import com.fasterxml.jackson.databind.*;
import java.nio.file.*;
import net.logstash.logback.encoder.LogstashEncoder;
import org.slf4j.*;

public class Lines {
  public static void main(String[] args) throws Exception {
    write("logstash", new LogstashEncoder());
    write("ecs", new EcsEncoder());
    write("logback", new JsonEncoder());
  }

  static void write(String name, EncoderBase<ILoggingEvent> encoder) throws Exception {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    encoder.setContext(context);
    encoder.start();
    FileAppender<ILoggingEvent> appender = new FileAppender<>();
    appender.setContext(context);
    appender.setFile(name);
    appender.setEncoder(encoder);
    appender.start();
    context.getLogger("ROOT").addAppender(appender);
    Logger logger = LoggerFactory.getLogger("users");
    logger.atError().addKeyValue("user", 7).addKeyValue("level", "guest").log("The role was not changed");
    MDC.put("message", "welcome");
    logger.error("The mail was not sent");
    MDC.clear();
    appender.stop();
    for (String line : Files.readAllLines(Path.of(name))) {
      JsonNode read = new ObjectMapper().readTree(line);
      System.out.printf("%s to Jackson: %s, %s, user %s%n", name, read.has("log.level") ? read.get("log.level") : read.get("level"), read.get("message"), read.get("user"));
    }
  }
}
END
java -cp 'lib/*' Lines.java >jackson 2>log
export LD_LIBRARY_PATH=$dir/debian/usr/lib/x86_64-linux-gnu
for name in logstash ecs logback; do
  grep "^$name " jackson
  # shellcheck disable=SC2016 # a program of jq
  debian/usr/bin/jq -r --arg name $name '"\($name) to jq: \(.["log.level"] // .level | tojson), \(.message | tojson), user \(.user)"' $name
done | tee seen

cat >expected <<'END'
logstash to Jackson: "guest", "The role was not changed", user 7
logstash to Jackson: "ERROR", "welcome", user null
logstash to jq: "guest", "The role was not changed", user 7
logstash to jq: "ERROR", "welcome", user null
ecs to Jackson: "ERROR", "The role was not changed", user null
ecs to Jackson: "ERROR", "welcome", user null
ecs to jq: "ERROR", "The role was not changed", user null
ecs to jq: "ERROR", "welcome", user null
logback to Jackson: "ERROR", "The role was not changed", user null
logback to Jackson: "ERROR", "The mail was not sent", user null
logback to jq: "ERROR", "The role was not changed", user null
logback to jq: "ERROR", "The mail was not sent", user null
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
