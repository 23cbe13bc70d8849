#!/usr/bin/env bash
# Software: cron-utils 9.2.1 (UNIX), Quartz 2.5.0, Spring 6.2.10 (CronExpression), Europe/Berlin
# A good guess: a job at 02:30 is left out in spring and runs once in autumn, and one of every hour runs every hour.
# What is so: in autumn Spring runs the one at 02:30 twice, cron-utils at the first 02:30 and Quartz at the second;
# and Quartz leaves an hour out: between 01:00 and the next run of its hourly job are two hours.
# Seen:
#   30 2 * * * in the night after 2026-03-28
#     cron-utils:
#     Quartz:
#     Spring:
#   0 * * * * in the night after 2026-03-28
#     cron-utils: 00:00+01:00 01:00+01:00 03:00+02:00 04:00+02:00 05:00+02:00
#     Quartz: 00:00+01:00 01:00+01:00 03:00+02:00 04:00+02:00 05:00+02:00
#     Spring: 00:00+01:00 01:00+01:00 03:00+02:00 04:00+02:00 05:00+02:00
#   30 2 * * * in the night after 2026-10-24
#     cron-utils: 02:30+02:00
#     Quartz: 02:30+01:00
#     Spring: 02:30+02:00 02:30+01:00
#   0 * * * * in the night after 2026-10-24
#     cron-utils: 00:00+02:00 01:00+02:00 02:00+02:00 02:00+01:00 03:00+01:00
#     Quartz: 00:00+02:00 01:00+02:00 02:00+01:00 03:00+01:00
#     Spring: 00:00+02:00 01:00+02:00 02:00+02:00 02:00+01:00 03:00+01:00
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

jars com.cronutils:cron-utils:9.2.1 org.quartz-scheduler:quartz:2.5.0 org.springframework:spring-context:6.2.10
cat >Nights.java <<'END'
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.*;
import java.util.*;
import java.util.function.UnaryOperator;

public class Nights {
  static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

  public static void main(String[] args) throws Exception {
    for (String evening : new String[] {"2026-03-28T23:30", "2026-10-24T23:30"}) {
      for (String cron : new String[] {"30 2 * * *", "0 * * * *"}) {
        ZonedDateTime from = LocalDateTime.parse(evening).atZone(ZONE);
        System.out.println(cron + " in the night after " + evening.substring(0, 10));
        ExecutionTime unix = ExecutionTime.forCron(
            new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX)).parse(cron));
        show("cron-utils", from, time -> unix.nextExecution(time).orElseThrow());
        org.quartz.CronExpression quartz = new org.quartz.CronExpression("0 " + cron.replaceFirst("\\*$", "?"));
        quartz.setTimeZone(TimeZone.getTimeZone(ZONE));
        show("Quartz", from, time -> quartz.getNextValidTimeAfter(Date.from(time.toInstant())).toInstant().atZone(ZONE));
        show("Spring", from, time -> org.springframework.scheduling.support.CronExpression.parse("0 " + cron).next(time));
      }
    }
  }

  static void show(String who, ZonedDateTime from, UnaryOperator<ZonedDateTime> next) {
    StringBuilder line = new StringBuilder("  " + who + ":");
    for (ZonedDateTime time = next.apply(from); time.isBefore(from.plusHours(5)); time = next.apply(time)) {
      line.append(' ').append(time.toString(), 11, 22);
    }
    System.out.println(line);
  }
}
END
java -cp 'lib/*' Nights.java  | tee seen

cat >expected <<'END'
30 2 * * * in the night after 2026-03-28
  cron-utils:
  Quartz:
  Spring:
0 * * * * in the night after 2026-03-28
  cron-utils: 00:00+01:00 01:00+01:00 03:00+02:00 04:00+02:00 05:00+02:00
  Quartz: 00:00+01:00 01:00+01:00 03:00+02:00 04:00+02:00 05:00+02:00
  Spring: 00:00+01:00 01:00+01:00 03:00+02:00 04:00+02:00 05:00+02:00
30 2 * * * in the night after 2026-10-24
  cron-utils: 02:30+02:00
  Quartz: 02:30+01:00
  Spring: 02:30+02:00 02:30+01:00
0 * * * * in the night after 2026-10-24
  cron-utils: 00:00+02:00 01:00+02:00 02:00+02:00 02:00+01:00 03:00+01:00
  Quartz: 00:00+02:00 01:00+02:00 02:00+01:00 03:00+01:00
  Spring: 00:00+02:00 01:00+02:00 02:00+02:00 02:00+01:00 03:00+01:00
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
