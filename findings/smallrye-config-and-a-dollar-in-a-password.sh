#!/usr/bin/env bash
# Software: SmallRye Config 3.16.0
# A good guess: a value comes out of the configuration as it was put in, unless ${...} stands in it.
# What is so: $$ is read as $, although no { follows, so that a password with two dollars is another one; a single $
# stays. A backslash stays as well if the value is read as one text, and is gone if it is read as a list of one.
# Seen:
#   pa$word is read as pa$word, and as a list [pa$word]
#   pa$$word is read as pa$word, and as a list [pa$word]
#   pa$$$$word is read as pa$$word, and as a list [pa$$word]
#   pa\word is read as pa\word, and as a list [paword]
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
cat >Dollar.java <<'END'
import io.smallrye.config.*;
import java.util.*;

public class Dollar {
  public static void main(String[] args) {
    for (String value : new String[] {"pa$word", "pa$$word", "pa$$$$word", "pa\\word"}) {
      SmallRyeConfig config = new SmallRyeConfigBuilder()
          .withSources(new PropertiesConfigSource(Map.of("password", value), "test", 300))
          .addDefaultInterceptors()
          .build();
      System.out.println(value + " is read as " + config.getValue("password", String.class)
          + ", and as a list " + config.getValues("password", String.class, ArrayList::new));
    }
  }
}
END
java -cp 'lib/*' Dollar.java  | tee seen

cat >expected <<'END'
pa$word is read as pa$word, and as a list [pa$word]
pa$$word is read as pa$word, and as a list [pa$word]
pa$$$$word is read as pa$$word, and as a list [pa$$word]
pa\word is read as pa\word, and as a list [paword]
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
