#!/usr/bin/env bash
# Software: npm's argon2 0.45.1 and 0.44.0, Password4j 1.8.4, argon2-jvm 2.12 (the reference C code), Spring Security
# 6.5.3
# A good guess: $argon2id$v=19$m=...,t=...,p=...$ is a format with names for its numbers, and every library reads
# every other's.
# What is so: since 0.45 npm's writes m, p, t (0.44 wrote m, t, p). Each of the three others says of the right
# password that it is wrong, without an error, and says that it is right as soon as the same three numbers stand in
# the order m, t, p.
# Seen:
#   npm's argon2 0.44.0 writes m=19456,t=2,p=1
#   npm's argon2 0.45.1 writes m=19456,p=1,t=2
#   m=19456,p=1,t=2:
#     Password4j: false
#     argon2-jvm: false
#     Spring: false
#   m=19456,t=2,p=1:
#     Password4j: true
#     argon2-jvm: true
#     Spring: true
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

jars com.password4j:password4j:1.8.4 de.mkammerer:argon2-jvm:2.12 org.springframework.security:spring-security-crypto:6.5.3 org.springframework:spring-jcl:6.2.10 \
  org.bouncycastle:bcprov-jdk18on:1.82 org.slf4j:slf4j-nop:2.0.17
# 0.45.1's code makes the string; the addon beneath it is 0.44.0's, since the one built for 0.45.1 doesn't run on every Node.js 20
npm install --silent --no-save --ignore-scripts argon2@0.45.1 argon2-0.44@npm:argon2@0.44.0 >&2
rm -rf node_modules/argon2/prebuilds
cp -r node_modules/argon2-0.44/prebuilds node_modules/argon2/
hash() { node -e 'require(process.argv[1]).hash("swordfish", {memoryCost: 19456, timeCost: 2, parallelism: 1}).then(console.log)' "$1"; }
cat >Check.java <<'END'
import com.password4j.*;
import de.mkammerer.argon2.*;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

public class Check {
  public static void main(String[] args) {
    for (String hash : new String[] {args[0], args[0].replaceFirst(",(p=\\d+),(t=\\d+)", ",$2,$1")}) {
      System.out.println(hash.split("\\$")[3] + ":");
      System.out.println("  Password4j: " + Password.check("swordfish", hash).with(Argon2Function.getInstanceFromHash(hash)));
      System.out.println("  argon2-jvm: " + Argon2Factory.create(Argon2Factory.Argon2Types.ARGON2id).verify(hash, "swordfish".toCharArray()));
      System.out.println("  Spring: " + new Argon2PasswordEncoder(16, 32, 1, 19456, 2).matches("swordfish", hash));
    }
  }
}
END
{
  for package in argon2-0.44 argon2; do
    echo "npm's argon2 $(node -p 'require(process.argv[1] + "/package.json").version' "$package") writes $(hash "$package" | cut -d '$' -f 4)"
  done
  java -cp 'lib/*' Check.java "$(hash argon2)"
} | tee seen

cat >expected <<'END'
npm's argon2 0.44.0 writes m=19456,t=2,p=1
npm's argon2 0.45.1 writes m=19456,p=1,t=2
m=19456,p=1,t=2:
  Password4j: false
  argon2-jvm: false
  Spring: false
m=19456,t=2,p=1:
  Password4j: true
  argon2-jvm: true
  Spring: true
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
