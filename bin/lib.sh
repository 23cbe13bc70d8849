# Sourced by the scripts beside it: brings what a fresh Debian or Ubuntu machine lacks, or says what to install.
# shellcheck shell=bash

# Everything is relative to the repository's root, whatever the caller's directory.
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." || exit

say() {
  printf '%s\n' "$*" >&2
}

fail() {
  say "$@"
  exit 1
}

# Ends a check that can't be made here, with another status than one that failed.
missing() {
  say "$@"
  exit 3
}

# Seconds between two lines about the same thing, if they can't be overwritten.
every=10

# Copies a program's output to a log and shows its progress: on a terminal in one line that is overwritten, else
# in a line for each step, and one every ten seconds. Without colours, so NO_COLOR changes nothing.
# usage: PROGRAM 2>&1 | follow LOG STEP, which is the first one; more steps are taken from Maven's lines
follow() {
  local step=$2 files=0 downloading=-1 began=$SECONDS told=-1 told_step='' line='' part
  while :; do
    tell
    if IFS= read -r -t 1 part; then
      line=${line//$'\e[0m'/}${part//$'\e[0m'/}
      printf '%s\n' "$line"
      notice "$line"
      line=
    elif (($? > 128)); then
      # A second has passed, perhaps within a line.
      line+=$part
    else
      break
    fi
  done >"$1"
  printf '%s' "$line$part" >>"$1"
  [[ ! -t 2 ]] || printf '\r%60s\r' '' >&2
}

# Takes from a line of Maven's what it does now. A file may take long; after the last one there is no line that says so.
notice() {
  case $1 in
    *' Downloading from '*)
      ((files > 0 || downloading > 0)) || told_step=
      downloading=$((SECONDS + 3600))
      ;;
    *' Downloaded from '*) files=$((files + 1)) downloading=$((SECONDS + 1)) ;;
    *' Compiling '*' source file'*) step=Compiling downloading=-1 ;;
    *' --- quarkus'*:build\ *) step=Packaging downloading=-1 ;;
  esac
}

tell() {
  local now=$((SECONDS - began)) what=$step
  ((SECONDS > downloading)) || what="Downloading libraries ($files so far)"
  if [[ -t 2 ]]; then
    ((now == told)) || printf '\r%-60s' "$(printf '%4d s  %s' "$now" "$what")" >&2
  elif [[ $step != "$told_step" ]] || ((now - told >= every)); then
    printf '%4d s  %s\n' "$now" "$what" >&2
  else
    return 0
  fi
  told=$now told_step=$step
}

# Maven's report of a failure, from its log: without INFO lines, from the first warning or error on.
maven_failure() {
  grep -q '^\[ERROR\]' "$1" || { tail -n 20 "$1" && return; }
  awk '/^\[(WARNING|ERROR)\]/ { on = 1 } on && !/^\[INFO\]/' "$1"
}

# The first number in what a program says of its version: 15 of "psql (PostgreSQL) 15.8", 0 if there is no program.
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

# Unless CHECK_INSTALLS=no.
may_install() {
  [[ ${CHECK_INSTALLS:-yes} == yes ]] && command -v apt-get >/dev/null && { [[ $EUID -eq 0 ]] || sudo -n true 2>/dev/null; }
}

# Silent if it succeeds. Package lists are only updated if the present ones aren't enough.
apt_install() {
  local log
  log=$(mktemp)
  if ! apt_get install -y --no-install-recommends "$@" 2>&1 | follow "$log" "Installing $*"; then
    if ! { apt_get update && apt_get install -y --no-install-recommends "$@"; } 2>&1 |
      follow "$log" "Installing $*, with new package lists"; then
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

# Where psql, pg_dump and pg_restore all suit the embedded PostgreSQL 15: the PATH, or Debian's own directories. Those of
# 17 and newer can't restore into it.
postgresql_suits() {
  local folder program version
  for folder in ${PG_BIN_DIR:+"$PG_BIN_DIR/"} '' /usr/lib/postgresql/*/bin/; do
    for program in psql pg_dump pg_restore; do
      version=$(major "$folder$program" --version)
      ((version >= 15 && version <= 16)) || continue 2
    done
    return 0
  done
  return 1
}

need_postgresql() {
  postgresql_suits && return
  { may_install && { apt_install postgresql-client-15 || apt_install postgresql-client-16; } && postgresql_suits; } ||
    fail 'psql, pg_dump and pg_restore of PostgreSQL 15 or 16 are missing: apt-get install postgresql-client-15' \
      "(where the distribution lacks it, PostgreSQL's own apt repository has it)"
}

# The stock program that a test opens a backup with; Roster itself needs none.
need_age() {
  command -v age >/dev/null && return
  { may_install && apt_install age && command -v age >/dev/null; } || fail 'age is missing: apt-get install age'
}

# What a test migrates through, to be refused.
need_pgbouncer() {
  [[ -x /usr/sbin/pgbouncer ]] || command -v pgbouncer >/dev/null && return
  { may_install && apt_install pgbouncer && [[ -x /usr/sbin/pgbouncer ]]; } ||
    fail 'PgBouncer is missing: apt-get install pgbouncer'
}

need_tools() {
  need_jdk
  need_maven
  need_postgresql
}
