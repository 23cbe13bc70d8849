#!/usr/bin/env bash
# Software: cron-utils 9.2.1 (UNIX), cron4j 2.2.5, Spring 6.2.10; npm's cron-parser 5.10.6, croner 11.0.1, cron 4.4.0,
# cron-schedule 6.0.0 and node-cron 4.6.0
# A good guess: what reads the five fields of a crontab reads them as crontab(5) says: "0 0 1,15 * 5" is the first, the
# fifteenth and every Friday, and "*/2" of the weekdays is Sunday, Tuesday, Thursday and Saturday. What reads fewer
# things refuses them.
# What is so: cron4j, Spring and node-cron want a first or fifteenth that is a Friday: 2 days of 2026 instead of 74,
# and a backup that is made twice a year. Spring's */2 is Monday, Wednesday, Friday and Sunday. cron-schedule takes
# 1#1, the first Monday of the month elsewhere, for every Monday, 15W for 15, and cron-schedule and cron4j 5/15 for 5.
# Seen:
#   0 0 1,15 * 5
#     cron-utils: 74, 01-01T00:00, 01-02T00:00, 01-09T00:00
#     cron4j: 2, 05-01T00:00, 05-15T00:00
#     Spring: 2, 05-01T00:00, 05-15T00:00
#     cron-parser: 74, 01-01T00:00, 01-02T00:00, 01-09T00:00
#     croner: 74, 01-01T00:00, 01-02T00:00, 01-09T00:00
#     cron: 74, 01-01T00:00, 01-02T00:00, 01-09T00:00
#     cron-schedule: 74, 01-01T00:00, 01-02T00:00, 01-09T00:00
#     node-cron: 2, 05-01T00:00, 05-15T00:00
#   0 0 * * */2
#     cron-utils: 209, 01-01T00:00, 01-03T00:00, 01-04T00:00
#     cron4j: 209, 01-01T00:00, 01-03T00:00, 01-04T00:00
#     Spring: 208, 01-02T00:00, 01-04T00:00, 01-05T00:00
#     cron-parser: 209, 01-01T00:00, 01-03T00:00, 01-04T00:00
#     croner: 209, 01-01T00:00, 01-03T00:00, 01-04T00:00
#     cron: 209, 01-01T00:00, 01-03T00:00, 01-04T00:00
#     cron-schedule: 209, 01-01T00:00, 01-03T00:00, 01-04T00:00
#     node-cron: 209, 01-01T00:00, 01-03T00:00, 01-04T00:00
#   0 0 * * 1#1
#     cron-utils: refused
#     cron4j: refused
#     Spring: 12, 01-05T00:00, 02-02T00:00, 03-02T00:00
#     cron-parser: 12, 01-05T00:00, 02-02T00:00, 03-02T00:00
#     croner: 12, 01-05T00:00, 02-02T00:00, 03-02T00:00
#     cron: refused
#     cron-schedule: 52, 01-05T00:00, 01-12T00:00, 01-19T00:00
#     node-cron: 12, 01-05T00:00, 02-02T00:00, 03-02T00:00
#   0 0 15W * *
#     cron-utils: refused
#     cron4j: refused
#     Spring: 12, 01-15T00:00, 02-16T00:00, 03-16T00:00
#     cron-parser: refused
#     croner: 12, 01-15T00:00, 02-16T00:00, 03-16T00:00
#     cron: refused
#     cron-schedule: 12, 01-15T00:00, 02-15T00:00, 03-15T00:00
#     node-cron: 12, 01-15T00:00, 02-16T00:00, 03-16T00:00
#   5/15 0 1 * *
#     cron-utils: 48, 01-01T00:05, 01-01T00:20, 01-01T00:35
#     cron4j: 12, 01-01T00:05, 02-01T00:05, 03-01T00:05
#     Spring: 48, 01-01T00:05, 01-01T00:20, 01-01T00:35
#     cron-parser: 48, 01-01T00:05, 01-01T00:20, 01-01T00:35
#     croner: refused
#     cron: 48, 01-01T00:05, 01-01T00:20, 01-01T00:35
#     cron-schedule: 12, 01-01T00:05, 02-01T00:05, 03-01T00:05
#     node-cron: refused
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

jars com.cronutils:cron-utils:9.2.1 it.sauronsoftware.cron4j:cron4j:2.2.5 org.springframework:spring-context:6.2.10 org.slf4j:slf4j-nop:2.0.17
npm install --silent --no-save --ignore-scripts cron-parser@5.10.6 croner@11.0.1 cron@4.4.0 cron-schedule@6.0.0 node-cron@4.6.0 >&2
cat >crontab <<'END'
0 0 1,15 * 5
0 0 * * */2
0 0 * * 1#1
0 0 15W * *
5/15 0 1 * *
END
cat >Runs.java <<'END'
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import it.sauronsoftware.cron4j.Predictor;
import java.nio.file.*;
import java.time.*;
import java.util.*;
import java.util.function.UnaryOperator;
import org.springframework.scheduling.support.CronExpression;

public class Runs {
  static final ZoneId UTC = ZoneId.of("UTC");

  public static void main(String[] args) throws Exception {
    CronParser parser = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));
    for (String cron : Files.readAllLines(Path.of("crontab"))) {
      show(cron, "cron-utils", time -> ExecutionTime.forCron(parser.parse(cron)).nextExecution(time).orElseThrow());
      show(cron, "cron4j", time -> {
        Predictor predictor = new Predictor(cron, Date.from(time.toInstant()));
        predictor.setTimeZone(TimeZone.getTimeZone(UTC));
        return predictor.nextMatchingDate().toInstant().atZone(UTC);
      });
      show(cron, "Spring", time -> CronExpression.parse("0 " + cron).next(time));
    }
  }

  static void show(String cron, String who, UnaryOperator<ZonedDateTime> next) {
    StringBuilder first = new StringBuilder();
    int runs = 0;
    try {
      for (ZonedDateTime time = next.apply(ZonedDateTime.of(2025, 12, 31, 23, 59, 59, 0, UTC)); time.getYear() == 2026; time = next.apply(time)) {
        if (runs++ < 3) {
          first.append(", ").append(time.toString(), 5, 16);
        }
      }
      System.out.println(cron + "\t" + who + ": " + runs + first);
    } catch (RuntimeException e) {
      System.out.println(cron + "\t" + who + ": refused");
    }
  }
}
END
cat >runs.mjs <<'END'
import { readFileSync } from 'node:fs';
import { mock } from 'node:test';
import { CronExpressionParser } from 'cron-parser';
import { Cron } from 'croner';
import { CronTime } from 'cron';
import { parseCronExpression } from 'cron-schedule';
import cron from 'node-cron';

const start = new Date('2025-12-31T23:59:59Z');
// node-cron tells what follows on this moment alone
mock.timers.enable({ apis: ['Date'], now: start });
const libraries = {
  'cron-parser': (text) => after((time) => CronExpressionParser.parse(text, { currentDate: time, tz: 'UTC' }).next().toDate()),
  croner: (text) => after((time) => new Cron(text, { timezone: 'UTC' }).nextRun(time)),
  cron: (text) => after((time) => new CronTime(text, 'UTC').getNextDateFrom(time, 'UTC').toJSDate()),
  'cron-schedule': (text) => after((time) => parseCronExpression(text).getNextDate(time)),
  'node-cron': (text) => cron.createTask(text, () => {}, { timezone: 'UTC' }).getNextRuns(400),
};
for (const text of readFileSync('crontab', 'utf8').trim().split('\n')) {
  for (const [name, runs] of Object.entries(libraries)) {
    try {
      const year = runs(text).filter((run) => run.toISOString().startsWith('2026'));
      console.log(`${text}\t${name}: ${[year.length, ...year.slice(0, 3).map((run) => run.toISOString().slice(5, 16))].join(', ')}`);
    } catch {
      console.log(`${text}\t${name}: refused`);
    }
  }
}

function after(next) {
  const runs = [];
  for (let time = next(start); time.getUTCFullYear() === 2026; time = next(time)) {
    runs.push(time);
  }
  return runs;
}
END
{
  java -cp 'lib/*' Runs.java
  TZ=UTC node runs.mjs
} >runs
while read -r line; do
  echo "$line"
  grep -F "$line"$'\t' runs | cut -f 2 | sed 's/^/  /'
done <crontab | tee seen

cat >expected <<'END'
0 0 1,15 * 5
  cron-utils: 74, 01-01T00:00, 01-02T00:00, 01-09T00:00
  cron4j: 2, 05-01T00:00, 05-15T00:00
  Spring: 2, 05-01T00:00, 05-15T00:00
  cron-parser: 74, 01-01T00:00, 01-02T00:00, 01-09T00:00
  croner: 74, 01-01T00:00, 01-02T00:00, 01-09T00:00
  cron: 74, 01-01T00:00, 01-02T00:00, 01-09T00:00
  cron-schedule: 74, 01-01T00:00, 01-02T00:00, 01-09T00:00
  node-cron: 2, 05-01T00:00, 05-15T00:00
0 0 * * */2
  cron-utils: 209, 01-01T00:00, 01-03T00:00, 01-04T00:00
  cron4j: 209, 01-01T00:00, 01-03T00:00, 01-04T00:00
  Spring: 208, 01-02T00:00, 01-04T00:00, 01-05T00:00
  cron-parser: 209, 01-01T00:00, 01-03T00:00, 01-04T00:00
  croner: 209, 01-01T00:00, 01-03T00:00, 01-04T00:00
  cron: 209, 01-01T00:00, 01-03T00:00, 01-04T00:00
  cron-schedule: 209, 01-01T00:00, 01-03T00:00, 01-04T00:00
  node-cron: 209, 01-01T00:00, 01-03T00:00, 01-04T00:00
0 0 * * 1#1
  cron-utils: refused
  cron4j: refused
  Spring: 12, 01-05T00:00, 02-02T00:00, 03-02T00:00
  cron-parser: 12, 01-05T00:00, 02-02T00:00, 03-02T00:00
  croner: 12, 01-05T00:00, 02-02T00:00, 03-02T00:00
  cron: refused
  cron-schedule: 52, 01-05T00:00, 01-12T00:00, 01-19T00:00
  node-cron: 12, 01-05T00:00, 02-02T00:00, 03-02T00:00
0 0 15W * *
  cron-utils: refused
  cron4j: refused
  Spring: 12, 01-15T00:00, 02-16T00:00, 03-16T00:00
  cron-parser: refused
  croner: 12, 01-15T00:00, 02-16T00:00, 03-16T00:00
  cron: refused
  cron-schedule: 12, 01-15T00:00, 02-15T00:00, 03-15T00:00
  node-cron: 12, 01-15T00:00, 02-16T00:00, 03-16T00:00
5/15 0 1 * *
  cron-utils: 48, 01-01T00:05, 01-01T00:20, 01-01T00:35
  cron4j: 12, 01-01T00:05, 02-01T00:05, 03-01T00:05
  Spring: 48, 01-01T00:05, 01-01T00:20, 01-01T00:35
  cron-parser: 48, 01-01T00:05, 01-01T00:20, 01-01T00:35
  croner: refused
  cron: 48, 01-01T00:05, 01-01T00:20, 01-01T00:35
  cron-schedule: 12, 01-01T00:05, 02-01T00:05, 03-01T00:05
  node-cron: refused
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
