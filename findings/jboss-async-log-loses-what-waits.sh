#!/usr/bin/env bash
# Software: JBoss LogManager 3.2.1.Final (WildFly's and Quarkus' log), Log4j 2.25.1, JDK 17
# A good guess: closing an asynchronous handler writes what is still in its queue, as Log4j's does.
# What is so: JBoss' closes the handler that it writes to before its thread has emptied the queue. What comes after that is
# dropped without an error: the last lines before an end, which are those that one looks for. With closeChildren set to
# false all of them are written, but after close has returned, so that a program which ends then loses them as well.
# Seen (100 lines, to a disk that takes 5 ms for each):
#   Log4j: all 100 were written when it was closed
#   JBoss: less than half was written when it was closed, less than half two seconds later
#   JBoss, closeChildren=false: less than half was written when it was closed, all 100 two seconds later
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

jars org.jboss.logmanager:jboss-logmanager:3.2.1.Final org.apache.logging.log4j:log4j-core:2.25.1

cat >Ends.java <<'END'
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.logging.log4j.core.config.AppenderRef;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.core.layout.PatternLayout;
import org.apache.logging.log4j.message.SimpleMessage;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.AsyncHandler;
import org.jboss.logmanager.handlers.OutputStreamHandler;

public class Ends {
  static final int LINES = 100;

  /** A disk that takes 5 ms for each line. */
  static final class Slow extends OutputStream {
    final AtomicInteger lines = new AtomicInteger();

    @Override
    public void write(int b) {
      if (b == '\n') {
        long end = System.nanoTime() + 5_000_000;
        while (System.nanoTime() < end) {
          LockSupport.parkNanos(100_000);
        }
        lines.incrementAndGet();
      }
    }
  }

  static String said(int lines) {
    return lines == LINES ? "all " + LINES : lines < LINES / 2 ? "less than half" : "more than half, not all";
  }

  static void jboss(String name, boolean closeChildren) throws Exception {
    Slow disk = new Slow();
    OutputStreamHandler file = new OutputStreamHandler(disk, new PatternFormatter("%s%n"));
    file.setAutoFlush(true);
    AsyncHandler async = new AsyncHandler(512);
    if (!closeChildren) {
      async.setCloseChildren(false);
    }
    async.addHandler(file);
    for (int i = 0; i < LINES; i++) {
      async.publish(new ExtLogRecord(Level.INFO, "line " + i, "x"));
    }
    async.close();
    int closed = disk.lines.get();
    Thread.sleep(2_000);
    System.out.println(name + ": " + said(closed) + " was written when it was closed, " + said(disk.lines.get())
        + " two seconds later");
  }

  static void log4j() {
    Slow disk = new Slow();
    DefaultConfiguration configuration = new DefaultConfiguration();
    var file = org.apache.logging.log4j.core.appender.OutputStreamAppender.newBuilder().setName("file").setTarget(disk)
        .setLayout(PatternLayout.newBuilder().withPattern("%m%n").build()).build();
    file.start();
    configuration.addAppender(file);
    var async = org.apache.logging.log4j.core.appender.AsyncAppender.newBuilder().setName("async")
        .setBufferSize(512).setConfiguration(configuration)
        .setAppenderRefs(new AppenderRef[] {AppenderRef.createAppenderRef("file", null, null)}).build();
    async.start();
    for (int i = 0; i < LINES; i++) {
      async.append(Log4jLogEvent.newBuilder().setLoggerName("x").setLevel(org.apache.logging.log4j.Level.INFO)
          .setMessage(new SimpleMessage("line " + i)).build());
    }
    async.stop();
    System.out.println("Log4j: " + said(disk.lines.get()) + " were written when it was closed");
  }

  public static void main(String[] args) throws Exception {
    log4j();
    jboss("JBoss", true);
    jboss("JBoss, closeChildren=false", false);
    System.exit(0);
  }
}
END
java -cp 'lib/*' Ends.java 2>errors | tee seen || { cat errors >&2; exit 1; }

cat >expected <<'END'
Log4j: all 100 were written when it was closed
JBoss: less than half was written when it was closed, less than half two seconds later
JBoss, closeChildren=false: less than half was written when it was closed, all 100 two seconds later
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
