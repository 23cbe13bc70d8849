#!/usr/bin/env bash
# Software: Password4j 1.8.4, Spring Security 6.5.3, bcrypt (at.favre.lib) 0.10.2
# A good guess: a bcrypt hash says its cost itself, so that the cost of new passwords can be raised and old hashes are
# checked as ever.
# What is so: withBcrypt() checks with the cost of the configuration, whatever the hash says. With another cost in
# psw4j.properties than yesterday the right password is wrong, without an error, for everybody who is there already.
# withArgon2() and withScrypt() do the same. BcryptFunction.getInstanceFromHash() reads the hash's own.
# Seen:
#   hashes: $2b$10, t=2; configured: rounds=10, iterations=2
#     Password4j, withBcrypt(): true
#     Password4j, getInstanceFromHash(): true
#     Spring, strength 12: true
#     favre: true
#     Password4j, withArgon2(): true
#   hashes: $2b$10, t=2; configured: rounds=12, iterations=3
#     Password4j, withBcrypt(): false
#     Password4j, getInstanceFromHash(): true
#     Spring, strength 12: true
#     favre: true
#     Password4j, withArgon2(): false
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

jars com.password4j:password4j:1.8.4 org.springframework.security:spring-security-crypto:6.5.3 org.springframework:spring-jcl:6.2.10 at.favre.lib:bcrypt:0.10.2 \
  org.bouncycastle:bcprov-jdk18on:1.82 org.slf4j:slf4j-nop:2.0.17
cat >Cost.java <<'END'
import at.favre.lib.crypto.bcrypt.BCrypt;
import com.password4j.*;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

public class Cost {
  public static void main(String[] args) {
    if (args.length == 0) {
      System.out.println(Password.hash("swordfish").withBcrypt().getResult());
      System.out.println(Password.hash("swordfish").addRandomSalt(16).withArgon2().getResult());
      return;
    }
    String hash = args[0];
    System.out.println("  Password4j, withBcrypt(): " + Password.check("swordfish", hash).withBcrypt());
    System.out.println("  Password4j, getInstanceFromHash(): " + Password.check("swordfish", hash).with(BcryptFunction.getInstanceFromHash(hash)));
    System.out.println("  Spring, strength 12: " + new BCryptPasswordEncoder(12).matches("swordfish", hash));
    System.out.println("  favre: " + BCrypt.verifyer().verify("swordfish".toCharArray(), hash).verified);
    System.out.println("  Password4j, withArgon2(): " + Password.check("swordfish", args[1]).withArgon2());
  }
}
END
configure() {
  cat >psw4j.properties <<END
hash.bcrypt.rounds=$1
hash.argon2.memory=4096
hash.argon2.iterations=$2
hash.argon2.parallelism=1
hash.argon2.length=32
hash.argon2.type=id
END
}
configure 10 2
mapfile -t hashes < <(java -cp '.:lib/*' Cost.java)
{
  for settings in '10 2' '12 3'; do
    configure $settings
    echo "hashes: $(cut -c 1-6 <<<"${hashes[0]}"), $(grep -o 't=[0-9]*' <<<"${hashes[1]}"); configured: rounds=${settings% *}, iterations=${settings#* }"
    java -cp '.:lib/*' Cost.java "${hashes[@]}"
  done
} | tee seen

cat >expected <<'END'
hashes: $2b$10, t=2; configured: rounds=10, iterations=2
  Password4j, withBcrypt(): true
  Password4j, getInstanceFromHash(): true
  Spring, strength 12: true
  favre: true
  Password4j, withArgon2(): true
hashes: $2b$10, t=2; configured: rounds=12, iterations=3
  Password4j, withBcrypt(): false
  Password4j, getInstanceFromHash(): true
  Spring, strength 12: true
  favre: true
  Password4j, withArgon2(): false
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
