#!/usr/bin/env bash
# Software: npm's unixcrypt 3.0.4, Apache Commons Codec 1.19.0
# A good guess: a library for the $5$ and $6$ of /etc/shadow that is right for one password is right for every one.
# What is so: unixcrypt's hash is another one than everybody else's if the password has 32, 64, 96 or 128 bytes ($5$),
# or 64 or 128 ($6$): the lengths at which passwords are generated. The right password is wrong then, without an error,
# and nobody else can check what it made. Its own tests can't show it: it agrees with itself.
# Seen:
#   $5$: of passwords of 1 to 140 characters, the right one is wrong at 32, 64, 96, 128
#   $5$: unixcrypt agrees with itself: true
#   $6$: of passwords of 1 to 140 characters, the right one is wrong at 64, 128
#   $6$: unixcrypt agrees with itself: true
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

jars commons-codec:commons-codec:1.19.0
npm install --silent --no-save --ignore-scripts unixcrypt@3.0.4 >&2
cat >Hashes.java <<'END'
import org.apache.commons.codec.digest.Crypt;

public class Hashes {
  public static void main(String[] args) {
    for (String prefix : new String[] {"$5$", "$6$"}) {
      for (int length = 1; length <= 140; length++) {
        System.out.println(Crypt.crypt("x".repeat(length), prefix + "saltsalt"));
      }
    }
  }
}
END
cat >check.mjs <<'END'
import { readFileSync } from 'node:fs';
import { encrypt, verify } from 'unixcrypt';

const hashes = readFileSync('hashes', 'utf8').trim().split('\n');
for (const prefix of ['$5$', '$6$']) {
  const mine = hashes.filter((hash) => hash.startsWith(prefix));
  const wrong = mine.map((hash, index) => index + 1).filter((length) => !verify('x'.repeat(length), mine[length - 1]));
  console.log(`${prefix}: of passwords of 1 to ${mine.length} characters, the right one is wrong at ${wrong.join(', ')}`);
  console.log(`${prefix}: unixcrypt agrees with itself: ${wrong.every((length) => verify('x'.repeat(length), encrypt('x'.repeat(length), `${prefix}saltsalt`)))}`);
}
END
java -cp 'lib/*' Hashes.java >hashes
node check.mjs | tee seen

cat >expected <<'END'
$5$: of passwords of 1 to 140 characters, the right one is wrong at 32, 64, 96, 128
$5$: unixcrypt agrees with itself: true
$6$: of passwords of 1 to 140 characters, the right one is wrong at 64, 128
$6$: unixcrypt agrees with itself: true
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
