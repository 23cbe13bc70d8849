#!/usr/bin/env bash
# Software: npm's structured-headers 2.1.0 and structured-field-values 2.0.4, greenbytes' structured-fields 0.4, JDK 17
# A good guess: a header that is a structured field, as Idempotency-Key is to be, and whose value a client sends without the
# quotes, is either refused or read as what it is; one UUID is like another; and numbers of orders are told apart.
# What is so: by RFC 8941 a value that begins with a letter is a token, and one that begins with a digit a number, in which a
# letter ends it. So of the sixteen digits that a UUID may begin with, six are taken and ten are refused: the client works in
# a test and fails for five of eight of its requests. Numbers are values, not texts: order 7, 007, 7.0 and 7.000 are one, and
# the second of two orders gets the first one's answer. All three libraries do as the RFC says. Two tokens of the same text
# are two for structured-headers' ===, so that a map never finds the first one.
# Seen:
#   structured-headers: UUIDs that begin with abcdef are a token, those with 0123456789 an error
#   structured-headers: 7 007 7.0 7.000 are 1 value, in quotes 4
#   structured-headers: one token is found again in a Map: false
#   structured-field-values: UUIDs that begin with abcdef are a token, those with 0123456789 an error
#   structured-field-values: 7 007 7.0 7.000 are 1 value, in quotes 4
#   structured-field-values: one token is found again in a Map: true
#   greenbytes: UUIDs that begin with abcdef are a token, those with 0123456789 an error
#   greenbytes: 7 and 007 are one number, 7.0 and 7.000 are one number
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

jars org.greenbytes.http:structured-fields:0.4
npm install --silent --no-save --ignore-scripts structured-headers@2.1.0 structured-field-values@2.0.4 >&2
cat >check.mjs <<'END'
import { parseItem } from 'structured-headers';
import { decodeItem } from 'structured-field-values';

const libraries = {
  'structured-headers': (text) => parseItem(text)[0],
  'structured-field-values': (text) => decodeItem(text).value,
};
for (const [name, read] of Object.entries(libraries)) {
  const kind = (digit) => {
    try {
      return typeof read(`${digit}e03978e-40d5-43e8-bc93-6894a57f9324`) === 'number' ? 'number' : 'token';
    } catch {
      return 'error';
    }
  };
  const digits = [...'0123456789abcdef'];
  console.log(`${name}: UUIDs that begin with ${digits.filter((d) => kind(d) === 'token').join('')} are a token, those with ${digits.filter((d) => kind(d) === 'error').join('')} an error`);
  const orders = ['7', '007', '7.0', '7.000'];
  console.log(`${name}: ${orders.join(' ')} are ${new Set(orders.map(read)).size} value, in quotes ${new Set(orders.map((order) => read(`"${order}"`))).size}`);
  console.log(`${name}: one token is found again in a Map: ${new Map([[read('order-7'), 1]]).has(read('order-7'))}`);
}
END
cat >Check.java <<'END'
import org.greenbytes.http.sfv.*;

public class Check {
  static String kind(char digit) {
    try {
      return Parser.parseItem(digit + "e03978e-40d5-43e8-bc93-6894a57f9324") instanceof TokenItem ? "token" : "other";
    } catch (ParseException e) {
      return "error";
    }
  }

  static String digits(String kind) {
    StringBuilder all = new StringBuilder();
    for (char digit : "0123456789abcdef".toCharArray()) {
      if (kind(digit).equals(kind)) {
        all.append(digit);
      }
    }
    return all.toString();
  }

  static String same(String one, String other) {
    return one + " and " + other + " are "
        + (Parser.parseItem(one).get().equals(Parser.parseItem(other).get()) ? "one number" : "two numbers");
  }

  public static void main(String[] args) {
    System.out.println("greenbytes: UUIDs that begin with " + digits("token") + " are a token, those with " + digits("error") + " an error");
    System.out.println("greenbytes: " + same("7", "007") + ", " + same("7.0", "7.000"));
  }
}
END
{
  node check.mjs
  java -cp 'lib/*' Check.java
} >seen
cat seen
cat >expected <<'END'
structured-headers: UUIDs that begin with abcdef are a token, those with 0123456789 an error
structured-headers: 7 007 7.0 7.000 are 1 value, in quotes 4
structured-headers: one token is found again in a Map: false
structured-field-values: UUIDs that begin with abcdef are a token, those with 0123456789 an error
structured-field-values: 7 007 7.0 7.000 are 1 value, in quotes 4
structured-field-values: one token is found again in a Map: true
greenbytes: UUIDs that begin with abcdef are a token, those with 0123456789 an error
greenbytes: 7 and 007 are one number, 7.0 and 7.000 are one number
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
