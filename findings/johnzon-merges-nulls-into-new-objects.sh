#!/usr/bin/env bash
# Software: Apache Johnzon 2.0.2 and Eclipse Parsson 1.1.7 (both are Jakarta JSON-P)
# A good guess: two implementations of one standard merge like the table in RFC 7396's appendix, in which a null never
# gets into the result.
# What is so: Parsson does. In Johnzon a null stays where the patch brings an object that wasn't there: a member set
# to null is then in the document instead of missing from it.
# Seen:
#   {'name':'x'} and the patch {'name':null}
#     org.eclipse.parsson: {}
#     org.apache.johnzon.core: {}
#   {} and the patch {'address':{'city':null}}
#     org.eclipse.parsson: {'address':{}}
#     org.apache.johnzon.core: {'address':{'city':null}}
#   {'address':1} and the patch {'address':{'city':null,'street':'y'}}
#     org.eclipse.parsson: {'address':{'street':'y'}}
#     org.apache.johnzon.core: {'address':{'city':null,'street':'y'}}
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

jars org.eclipse.parsson:parsson:1.1.7 org.apache.johnzon:johnzon-core:2.0.2
cat >Merge.java <<'END'
import jakarta.json.*;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;

public class Merge {
  public static void main(String[] args) {
    String[][] cases = {
      {"{'name':'x'}", "{'name':null}"},
      {"{}", "{'address':{'city':null}}"},
      {"{'address':1}", "{'address':{'city':null,'street':'y'}}"},
    };
    for (String[] one : cases) {
      System.out.println(one[0] + " and the patch " + one[1]);
      for (JsonProvider provider : new JsonProvider[] {
        new org.eclipse.parsson.JsonProviderImpl(), new org.apache.johnzon.core.JsonProviderImpl()
      }) {
        String result = provider.createMergePatch(read(provider, one[1])).apply(read(provider, one[0])).toString();
        System.out.println("  " + provider.getClass().getPackageName() + ": " + result.replace('"', '\''));
      }
    }
  }

  static JsonValue read(JsonProvider provider, String text) {
    return provider.createReader(new StringReader(text.replace('\'', '"'))).readObject();
  }
}
END
java -cp 'lib/*' Merge.java  | tee seen

cat >expected <<'END'
{'name':'x'} and the patch {'name':null}
  org.eclipse.parsson: {}
  org.apache.johnzon.core: {}
{} and the patch {'address':{'city':null}}
  org.eclipse.parsson: {'address':{}}
  org.apache.johnzon.core: {'address':{'city':null}}
{'address':1} and the patch {'address':{'city':null,'street':'y'}}
  org.eclipse.parsson: {'address':{'street':'y'}}
  org.apache.johnzon.core: {'address':{'city':null,'street':'y'}}
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
