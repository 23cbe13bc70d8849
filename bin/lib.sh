# Sourced by the scripts beside it: brings what a fresh Debian or Ubuntu machine lacks, or says what to install.
# shellcheck shell=bash

# Everything is relative to the repository's root, wherever the caller stands.
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." || exit

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# The first number in what a program says of its version: 15 of "psql (PostgreSQL) 15.8", 0 where there is no program.
major() {
  local said
  said=$("$@" 2>/dev/null) || true
  [[ $said =~ ([0-9]+) ]] && printf '%s' "${BASH_REMATCH[1]}" || printf 0
}

as_root() {
  if [[ $EUID -eq 0 ]]; then
    "$@"
  else
    sudo -n "$@"
  fi
}

may_install() {
  command -v apt-get >/dev/null && { [[ $EUID -eq 0 ]] || sudo -n true 2>/dev/null; }
}

# Quiet when all is well. Package lists are fetched only when the ones at hand don't do.
apt_install() {
  local log
  log=$(mktemp)
  printf 'Installing %s\n' "$*" >&2
  if ! apt_get install -y --no-install-recommends "$@" >"$log" 2>&1; then
    if ! { apt_get update && apt_get install -y --no-install-recommends "$@"; } >"$log" 2>&1; then
      cat -- "$log" >&2
      rm -f -- "$log"
      return 1
    fi
  fi
  rm -f -- "$log"
}

apt_get() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q "$@" </dev/null
}

need_jdk() {
  local javac=javac
  [[ -z ${JAVA_HOME:-} ]] || javac=$JAVA_HOME/bin/javac
  (($(major "$javac" -version) >= 17)) || fail 'A JDK 17 or newer is missing: apt-get install openjdk-17-jdk-headless'
}

maven_is_new_enough() {
  local said
  said=$(mvn -v 2>/dev/null) || return 1
  [[ $said =~ Apache\ Maven\ ([0-9]+)\.([0-9]+) ]] && ((BASH_REMATCH[1] > 3 || BASH_REMATCH[1] == 3 && BASH_REMATCH[2] >= 8))
}

need_maven() {
  maven_is_new_enough && return
  { may_install && apt_install maven && maven_is_new_enough; } ||
    fail 'Maven 3.8 or newer is missing: apt-get install maven'
}

# Where psql, pg_dump and pg_restore are all of version 15 or newer: the PATH, or Debian's own folders.
postgresql_is_new_enough() {
  local folder program
  for folder in ${PG_BIN_DIR:+"$PG_BIN_DIR/"} '' /usr/lib/postgresql/*/bin/; do
    for program in psql pg_dump pg_restore; do
      (($(major "$folder$program" --version) >= 15)) || continue 2
    done
    return 0
  done
  return 1
}

need_postgresql() {
  postgresql_is_new_enough && return
  { may_install && { apt_install postgresql-client-15 || apt_install postgresql-client; } && postgresql_is_new_enough; } ||
    fail 'psql, pg_dump and pg_restore 15 or newer are missing: apt-get install postgresql-client-15' \
      "(an older Ubuntu has it from PostgreSQL's own apt repository)"
}

# The stock program that a test opens a backup with; Roster itself needs none.
need_age() {
  command -v age >/dev/null && return
  { may_install && apt_install age && command -v age >/dev/null; } || fail 'age is missing: apt-get install age'
}

need_tools() {
  need_jdk
  need_maven
  need_postgresql
}
