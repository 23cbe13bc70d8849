#!/usr/bin/env bash
# Software: npm's scim-patch 0.8.3 and scim2-parse-filter 0.2.10, UnboundID SCIM 2 SDK 3.1.0
# A good guess: "add" of a SCIM patch takes nothing away, a "replace" whose filter matches no value is refused (RFC 7644:
# noTarget), and emails[type eq "work" and value eq "jane@home.example"] is about one address that is both.
# What is so: scim-patch's "add" and "replace" without a path put the name that they have in place of the whole name:
# the family name is gone. (With the path "name" it stays.) A "replace" for an address that isn't there adds it. And
# scim2-parse-filter looks for the type in any of the addresses and for the value in any other. There is no error. "pr"
# is true for an empty list, which has no value to the RFC.
# Seen:
#   jane
#     {"userName":"jane","title":"","roles":[],"name":{"givenName":"Jane","familyName":"Doe"},"emails":[{"type":"work","value":"jane@work.example"},{"type":"home","value":"jane@home.example"}]}
#   emails[type eq "work" and value eq "jane@home.example"]
#     UnboundID: false
#     scim2-parse-filter: true
#   emails[type eq "work" and value eq "jane@work.example"]
#     UnboundID: true
#     scim2-parse-filter: true
#   roles pr
#     UnboundID: false
#     scim2-parse-filter: true
#   {"op":"add","value":{"name":{"givenName":"Janet"}}}
#     UnboundID: {"givenName":"Janet","familyName":"Doe"}, 2 addresses
#     scim-patch: {"givenName":"Janet"}, 2 addresses
#   {"op":"replace","value":{"name":{"givenName":"Janet"}}}
#     UnboundID: {"givenName":"Janet","familyName":"Doe"}, 2 addresses
#     scim-patch: {"givenName":"Janet"}, 2 addresses
#   {"op":"replace","path":"name","value":{"givenName":"Janet"}}
#     UnboundID: {"givenName":"Janet","familyName":"Doe"}, 2 addresses
#     scim-patch: {"givenName":"Janet","familyName":"Doe"}, 2 addresses
#   {"op":"replace","path":"emails[value eq \"janet@work.example\"].value","value":"new@work.example"}
#     UnboundID: refused
#     scim-patch: {"givenName":"Jane","familyName":"Doe"}, 3 addresses
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

jars com.unboundid.product.scim2:scim2-sdk-common:3.1.0
npm install --silent --no-save --ignore-scripts scim-patch@0.8.3 scim2-parse-filter@0.2.10 >&2
cat >jane.json <<'END'
{"userName":"jane","title":"","roles":[],"name":{"givenName":"Jane","familyName":"Doe"},"emails":[{"type":"work","value":"jane@work.example"},{"type":"home","value":"jane@home.example"}]}
END
cat >filters <<'END'
emails[type eq "work" and value eq "jane@home.example"]
emails[type eq "work" and value eq "jane@work.example"]
roles pr
END
cat >operations <<'END'
{"op":"add","value":{"name":{"givenName":"Janet"}}}
{"op":"replace","value":{"name":{"givenName":"Janet"}}}
{"op":"replace","path":"name","value":{"givenName":"Janet"}}
{"op":"replace","path":"emails[value eq \"janet@work.example\"].value","value":"new@work.example"}
END
cat >Scim.java <<'END'
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.unboundid.scim2.common.GenericScimResource;
import com.unboundid.scim2.common.exceptions.ScimException;
import com.unboundid.scim2.common.filters.Filter;
import com.unboundid.scim2.common.messages.PatchRequest;
import com.unboundid.scim2.common.utils.*;
import java.nio.file.*;

public class Scim {
  public static void main(String[] args) throws Exception {
    String jane = Files.readString(Path.of("jane.json"));
    for (String filter : Files.readAllLines(Path.of("filters"))) {
      System.out.println(filter + "\tUnboundID: " + FilterEvaluator.evaluate(Filter.fromString(filter), JsonUtils.getObjectReader().readTree(jane)));
    }
    for (String operation : Files.readAllLines(Path.of("operations"))) {
      String request = "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:PatchOp\"],\"Operations\":[" + operation + "]}";
      GenericScimResource user = new GenericScimResource((ObjectNode) JsonUtils.getObjectReader().readTree(jane));
      String result;
      try {
        JsonUtils.getObjectReader().forType(PatchRequest.class).<PatchRequest>readValue(request).apply(user);
        JsonNode after = user.getObjectNode();
        result = after.get("name") + ", " + after.get("emails").size() + " addresses";
      } catch (ScimException e) {
        result = "refused";
      }
      System.out.println(operation + "\tUnboundID: " + result);
    }
  }
}
END
cat >scim.js <<'END'
const { readFileSync } = require('fs');
const { scimPatch } = require('scim-patch');
const { filter, parse } = require('scim2-parse-filter');

const lines = (name) => readFileSync(name, 'utf8').trim().split('\n');
const jane = () => JSON.parse(readFileSync('jane.json'));
for (const text of lines('filters')) {
  console.log(`${text}\tscim2-parse-filter: ${filter(parse(text))(jane())}`);
}
for (const operation of lines('operations')) {
  let result;
  try {
    const after = scimPatch(jane(), [JSON.parse(operation)]);
    result = `${JSON.stringify(after.name)}, ${after.emails.length} addresses`;
  } catch {
    result = 'refused';
  }
  console.log(`${operation}\tscim-patch: ${result}`);
}
END
java -cp 'lib/*' Scim.java >answers
node scim.js >>answers
{
  echo 'jane'
  sed 's/^/  /' jane.json
  cat filters operations | while IFS= read -r line; do
    echo "$line"
    grep -F "$line"$'\t' answers | cut -f 2 | sed 's/^/  /'
  done
} | tee seen

cat >expected <<'END'
jane
  {"userName":"jane","title":"","roles":[],"name":{"givenName":"Jane","familyName":"Doe"},"emails":[{"type":"work","value":"jane@work.example"},{"type":"home","value":"jane@home.example"}]}
emails[type eq "work" and value eq "jane@home.example"]
  UnboundID: false
  scim2-parse-filter: true
emails[type eq "work" and value eq "jane@work.example"]
  UnboundID: true
  scim2-parse-filter: true
roles pr
  UnboundID: false
  scim2-parse-filter: true
{"op":"add","value":{"name":{"givenName":"Janet"}}}
  UnboundID: {"givenName":"Janet","familyName":"Doe"}, 2 addresses
  scim-patch: {"givenName":"Janet"}, 2 addresses
{"op":"replace","value":{"name":{"givenName":"Janet"}}}
  UnboundID: {"givenName":"Janet","familyName":"Doe"}, 2 addresses
  scim-patch: {"givenName":"Janet"}, 2 addresses
{"op":"replace","path":"name","value":{"givenName":"Janet"}}
  UnboundID: {"givenName":"Janet","familyName":"Doe"}, 2 addresses
  scim-patch: {"givenName":"Janet","familyName":"Doe"}, 2 addresses
{"op":"replace","path":"emails[value eq \"janet@work.example\"].value","value":"new@work.example"}
  UnboundID: refused
  scim-patch: {"givenName":"Jane","familyName":"Doe"}, 3 addresses
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
