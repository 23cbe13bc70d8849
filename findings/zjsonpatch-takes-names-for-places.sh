#!/usr/bin/env bash
# Software: zjsonpatch 0.4.16, json-patch (java-json-tools) 1.13, Parsson 1.1.7, npm's rfc6902 5.4.0
# A good guess: the patch that a library makes of two documents turns the first one into the second one, whatever the
# names in them are; a name like "4" is a name like "jane".
# What is so: where zjsonpatch's diff moves values, it takes names that are numbers for places in an array, and counts
# them up and down. The patch moves the admin's role to the id of the guest, and then the guest's onto it: one user is
# gone and the other has what wasn't his. Nothing fails, and every library that applies this patch has the same.
# (DONT_NORMALIZE_OP_INTO_MOVE_AND_COPY makes it right.)
# Seen:
#   {"roles":{"ann":"user","bob":"admin","cat":"guest"}} is to become {"roles":{"dan":"admin","eve":"guest"}}
#     zjsonpatch's patch: [{"op":"remove","path":"/roles/ann"},{"op":"move","from":"/roles/bob","path":"/roles/dan"},{"op":"move","from":"/roles/cat","path":"/roles/eve"}]
#     zjsonpatch applies it: {"roles":{"dan":"admin","eve":"guest"}}
#     json-patch applies it: {"roles":{"dan":"admin","eve":"guest"}}
#     Parsson applies it: {"roles":{"dan":"admin","eve":"guest"}}
#     rfc6902 applies it: {"roles":{"dan":"admin","eve":"guest"}}
#     zjsonpatch's other patch, applied: {"roles":{"dan":"admin","eve":"guest"}}
#     json-patch's own, applied: {"roles":{"dan":"admin","eve":"guest"}}
#   {"roles":{"1":"user","2":"admin","3":"guest"}} is to become {"roles":{"4":"admin","5":"guest"}}
#     zjsonpatch's patch: [{"op":"remove","path":"/roles/1"},{"op":"move","from":"/roles/2","path":"/roles/5"},{"op":"move","from":"/roles/3","path":"/roles/5"}]
#     zjsonpatch applies it: {"roles":{"5":"guest"}}
#     json-patch applies it: {"roles":{"5":"guest"}}
#     Parsson applies it: {"roles":{"5":"guest"}}
#     rfc6902 applies it: {"roles":{"5":"guest"}}
#     zjsonpatch's other patch, applied: {"roles":{"4":"admin","5":"guest"}}
#     json-patch's own, applied: {"roles":{"4":"admin","5":"guest"}}
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

jars com.flipkart.zjsonpatch:zjsonpatch:0.4.16 com.github.java-json-tools:json-patch:1.13 org.eclipse.parsson:parsson:1.1.7
npm install --silent --no-save --ignore-scripts rfc6902@5.4.0 >&2
cat >Diff.java <<'END'
import com.fasterxml.jackson.databind.*;
import com.flipkart.zjsonpatch.*;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.nio.file.*;

public class Diff {
  public static void main(String[] args) throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    for (String[] pair : new String[][] {
        {"{'roles': {'ann': 'user', 'bob': 'admin', 'cat': 'guest'}}", "{'roles': {'dan': 'admin', 'eve': 'guest'}}"},
        {"{'roles': {'1': 'user', '2': 'admin', '3': 'guest'}}", "{'roles': {'4': 'admin', '5': 'guest'}}"}}) {
      JsonNode from = mapper.readTree(pair[0].replace('\'', '"'));
      JsonNode to = mapper.readTree(pair[1].replace('\'', '"'));
      System.out.println(from + " is to become " + to);
      JsonNode patch = JsonDiff.asJson(from, to);
      System.out.println("  zjsonpatch's patch: " + patch);
      System.out.println("  zjsonpatch applies it: " + JsonPatch.apply(patch, from));
      System.out.println("  json-patch applies it: " + com.github.fge.jsonpatch.JsonPatch.fromJson(patch).apply(from));
      System.out.println("  Parsson applies it: " + parsson(patch, from));
      Files.writeString(Path.of("patch"), "[" + from + "," + patch + "]");
      new ProcessBuilder("node", "apply.js").inheritIO().start().waitFor();
      JsonNode other = JsonDiff.asJson(from, to, DiffFlags.dontNormalizeOpIntoMoveAndCopy());
      System.out.println("  zjsonpatch's other patch, applied: " + JsonPatch.apply(other, from));
      System.out.println("  json-patch's own, applied: " + com.github.fge.jsonpatch.diff.JsonDiff.asJsonPatch(from, to).apply(from));
    }
  }

  static JsonObject parsson(JsonNode patch, JsonNode from) {
    JsonProvider provider = new org.eclipse.parsson.JsonProviderImpl();
    JsonArray operations = provider.createReader(new StringReader(patch.toString())).readArray();
    return provider.createPatch(operations).apply(provider.createReader(new StringReader(from.toString())).readObject());
  }
}
END
cat >apply.js <<'END'
const [document, patch] = JSON.parse(require('fs').readFileSync('patch'));
require('rfc6902').applyPatch(document, patch);
console.log('  rfc6902 applies it: ' + JSON.stringify(document));
END
java -cp 'lib/*' Diff.java | tee seen

cat >expected <<'END'
{"roles":{"ann":"user","bob":"admin","cat":"guest"}} is to become {"roles":{"dan":"admin","eve":"guest"}}
  zjsonpatch's patch: [{"op":"remove","path":"/roles/ann"},{"op":"move","from":"/roles/bob","path":"/roles/dan"},{"op":"move","from":"/roles/cat","path":"/roles/eve"}]
  zjsonpatch applies it: {"roles":{"dan":"admin","eve":"guest"}}
  json-patch applies it: {"roles":{"dan":"admin","eve":"guest"}}
  Parsson applies it: {"roles":{"dan":"admin","eve":"guest"}}
  rfc6902 applies it: {"roles":{"dan":"admin","eve":"guest"}}
  zjsonpatch's other patch, applied: {"roles":{"dan":"admin","eve":"guest"}}
  json-patch's own, applied: {"roles":{"dan":"admin","eve":"guest"}}
{"roles":{"1":"user","2":"admin","3":"guest"}} is to become {"roles":{"4":"admin","5":"guest"}}
  zjsonpatch's patch: [{"op":"remove","path":"/roles/1"},{"op":"move","from":"/roles/2","path":"/roles/5"},{"op":"move","from":"/roles/3","path":"/roles/5"}]
  zjsonpatch applies it: {"roles":{"5":"guest"}}
  json-patch applies it: {"roles":{"5":"guest"}}
  Parsson applies it: {"roles":{"5":"guest"}}
  rfc6902 applies it: {"roles":{"5":"guest"}}
  zjsonpatch's other patch, applied: {"roles":{"4":"admin","5":"guest"}}
  json-patch's own, applied: {"roles":{"4":"admin","5":"guest"}}
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
