#!/usr/bin/env bash
# Software: npm's json-2-csv 5.6.0 and csvjson 5.1.0, univocity-parsers 2.9.1; papaparse 5.7.1, fast-csv 5.0.8,
# commons-csv 1.14.1
# A good guess: a text that a library wrote into a CSV, the same library reads back as that text; perhaps null for an empty
# one.
# What is so: json-2-csv makes numbers, booleans, objects and null of texts: a user named "null" has no name, and one of two
# identifiers of 64 bits is the other; 007 stays a text. csvjson writes quotation marks as they are, so that a name ends at
# the first one, and tabs for line breaks. Both it and univocity-parsers, which does so when it writes already, cut spaces
# off. There is no error. The three others change nothing.
# Seen:
#   commons-csv
#   univocity-parsers
#     "" -> null
#     " jane " -> "jane"
#   papaparse
#   fast-csv
#   json-2-csv
#     "1E5" -> 100000
#     "9007199254740993" -> 9007199254740992
#     "1.10" -> 1.1
#     "true" -> true
#     "null" -> null
#     "undefined" -> undefined
#     "{\"a\":1}" -> {"a":1}
#   csvjson
#     " jane " -> "jane"
#     "jane, \"the boss\"" -> "jane"
#     "{\"a\":1}" -> ":1}"
#     "two\r\nlines" -> "two\t\tlines"
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

jars com.univocity:univocity-parsers:2.9.1 org.apache.commons:commons-csv:1.14.1
npm install --silent --no-save --ignore-scripts json-2-csv@5.6.0 csvjson@5.1.0 papaparse@5.7.1 fast-csv@5.0.8 >&2
# Names, as texts in JSON
cat >names <<'END'
"jane"
"007"
"1E5"
"9007199254740993"
"1.10"
"true"
"null"
"undefined"
""
" jane "
"jane, \"the boss\""
"{\"a\":1}"
"two\r\nlines"
END
cat >csv.js <<'END'
const { readFileSync } = require('fs');
const csvjson = require('csvjson');
const fast = require('fast-csv');
const json2csv = require('json-2-csv');
const papa = require('papaparse');

const libraries = {
  papaparse: (users) => papa.parse(papa.unparse(users), { header: true }).data,
  'fast-csv': async (users) => {
    const text = await fast.writeToString(users, { headers: true });
    return fast.parseString(text, { headers: true }).toArray();
  },
  'json-2-csv': (users) => json2csv.csv2json(json2csv.json2csv(users)),
  csvjson: (users) => csvjson.toObject(csvjson.toCSV(users, { headers: 'key', wrap: true }), { quote: true }),
};
const names = readFileSync('names', 'utf8').trim().split('\n').map((name) => JSON.parse(name));
(async () => {
  for (const [library, back] of Object.entries(libraries)) {
    console.log(library);
    for (const name of names) {
      const [user] = await back([{ name, role: 'admin' }]);
      if (user.name !== name) {
        console.log(`  ${JSON.stringify(name)} -> ${JSON.stringify(user.name)}`);
      }
    }
  }
})();
END
cat >Csv.java <<'END'
import com.univocity.parsers.csv.*;
import java.io.*;
import java.nio.file.*;
import java.util.*;
import org.apache.commons.csv.*;

public class Csv {
  interface Library {
    String back(String name) throws Exception;
  }

  public static void main(String[] args) throws Exception {
    Map<String, Library> libraries = new LinkedHashMap<>();
    libraries.put("commons-csv", name -> {
      StringWriter text = new StringWriter();
      new CSVPrinter(text, CSVFormat.DEFAULT).printRecord(name, "admin");
      return CSVFormat.DEFAULT.parse(new StringReader(text.toString())).getRecords().get(0).get(0);
    });
    libraries.put("univocity-parsers", name -> {
      StringWriter text = new StringWriter();
      CsvWriter writer = new CsvWriter(text, new CsvWriterSettings());
      writer.writeRow(name, "admin");
      writer.close();
      return new com.univocity.parsers.csv.CsvParser(new CsvParserSettings()).parseAll(new StringReader(text.toString())).get(0)[0];
    });
    for (String library : libraries.keySet()) {
      System.out.println(library);
      for (String line : Files.readAllLines(Path.of("names"))) {
        String name = line.substring(1, line.length() - 1).replace("\\r\\n", "\r\n").replace("\\\"", "\"");
        String back = libraries.get(library).back(name);
        if (!name.equals(back)) {
          System.out.println("  " + line + " -> " + (back == null ? "null" : '"' + back + '"'));
        }
      }
    }
  }
}
END
{
  java -cp 'lib/*' Csv.java
  node csv.js
} | tee seen

cat >expected <<'END'
commons-csv
univocity-parsers
  "" -> null
  " jane " -> "jane"
papaparse
fast-csv
json-2-csv
  "1E5" -> 100000
  "9007199254740993" -> 9007199254740992
  "1.10" -> 1.1
  "true" -> true
  "null" -> null
  "undefined" -> undefined
  "{\"a\":1}" -> {"a":1}
csvjson
  " jane " -> "jane"
  "jane, \"the boss\"" -> "jane"
  "{\"a\":1}" -> ":1}"
  "two\r\nlines" -> "two\t\tlines"
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
