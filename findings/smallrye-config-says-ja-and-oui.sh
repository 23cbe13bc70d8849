#!/usr/bin/env bash
# Software: SmallRye Config 3.16.0
# A good guess: "true", "yes", "on" and "1" are true, "false", "no", "off" and "0" are false, and anything else is an
# error.
# What is so: French, German and Italian count too, Spanish with its accent doesn't, and nothing is an error: what
# isn't known, "enabled" or a slip of the finger included, is false, with no more than a line in the log.
# Seen:
#   yes: true
#   ja: true
#   oui: true
#   si: true
#   si with an accent: false
#   t: false
#   enabled: false
#   ture: false
#   10: false
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

jars io.smallrye.config:smallrye-config:3.16.0
cat >Yes.java <<'END'
import io.smallrye.config.*;
import java.util.*;

public class Yes {
  public static void main(String[] args) {
    for (String value : new String[] {"yes", "ja", "oui", "si", "s\u00ed", "t", "enabled", "ture", "10"}) {
      SmallRyeConfig config = new SmallRyeConfigBuilder()
          .withSources(new PropertiesConfigSource(Map.of("feature", value), "test", 300))
          .addDefaultInterceptors()
          .build();
      System.out.println(value.replace("\u00ed", "i with an accent") + ": " + config.getValue("feature", Boolean.class));
    }
  }
}
END
java -cp 'lib/*' Yes.java  | tee seen

cat >expected <<'END'
yes: true
ja: true
oui: true
si: true
si with an accent: false
t: false
enabled: false
ture: false
10: false
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
