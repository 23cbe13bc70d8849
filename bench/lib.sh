# shellcheck shell=bash disable=SC2154,SC2034 # it shares its variables with the scripts
# What bench/run, bench/compare and bench/backup have in common: the server, the services, the two kinds of blocks, and what
# they cost by the kernel's count.

die() {
  printf 'bench/%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}

say() { printf '%s\n' "$*" >&2; }

# Ends with 2 unless an option's value is a number that is large enough. Usage: number OPTION VALUE LEAST
number() {
  if [[ ! $2 =~ ^[0-9]{1,8}$ ]] || ((10#$2 < $3)); then
    echo "bench/${0##*/}: $1 takes a whole number from $3" >&2
    exit 2
  fi
}

# Has the script's clean_up run however it ends.
clean_up_at_the_end() {
  trap clean_up EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
}

# Random passwords of this run alone, for the database's roles and the first administrator.
make_passwords() {
  local name
  for name in ROSTER_OWNER_PASSWORD ROSTER_SERVICE_PASSWORD ROSTER_BACKUP_PASSWORD ADMIN_PASSWORD; do
    export "$name=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
  done
}

# Programs -------------------------------------------------------------------------------------------------------------

missing_packages() {
  [[ -x $pg_bin/postgres && -x $pg_bin/pgbench ]] || printf 'postgresql-15 '
  command -v wrk >/dev/null || printf 'wrk '
  command -v curl >/dev/null || printf 'curl '
  command -v openssl >/dev/null || printf 'openssl '
}

# Builds the package if it is missing, or older than its sources.
# Usage: package DIRECTORY ARGUMENT… (of Maven)
package() {
  local jar=$root/target/$1/quarkus-run.jar
  shift
  command -v java >/dev/null || die "please install a JDK, 17 or newer"
  [[ ! -f $jar || -n $(find "$root/pom.xml" "$root/src/main" "$root/src/bench" -newer "$jar" -print -quit) ]] || return 0
  command -v mvn >/dev/null || die "please install: apt-get install maven"
  say "packaging ${jar#"$root/"}"
  (cd "$root" && mvn -B -q package -Dmaven.test.skip=true "$@") >&2
}

install_programs() {
  local packages drop_in=/etc/postgresql-common/createcluster.d/roster-bench.conf
  packages=$(missing_packages)
  [[ -n $packages ]] || return 0
  if ((EUID != 0)) || ! command -v apt-get >/dev/null; then
    die "please install: apt-get install $packages"
  fi
  say "installing $packages"
  export DEBIAN_FRONTEND=noninteractive
  apt-get -qq update >/dev/null
  apt-get -qq install -y postgresql-common >/dev/null
  # Debian's package would create and start a cluster of its own.
  mkdir -p "${drop_in%/*}"
  echo 'create_main_cluster = false' >"$drop_in"
  # shellcheck disable=SC2086 # several packages
  apt-get -qq install -y $packages >/dev/null || { rm -f "$drop_in"; die "apt-get could not install: $packages"; }
  rm -f "$drop_in"
}

# A free port, below those that the kernel assigns.
free_port() {
  local port
  while :; do
    port=$((RANDOM % 10000 + 20000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  echo "$port"
}

# PostgreSQL -----------------------------------------------------------------------------------------------------------

# PostgreSQL refuses to run as root.
as_server() {
  if ((EUID == 0)); then (cd / && exec runuser -u postgres -- "$@"); else "$@"; fi
}

sql() {
  local on=$1
  shift
  PGOPTIONS='' "$pg_bin/psql" -X -q -At -v ON_ERROR_STOP=1 -h "$work/pg" -p "$pg_port" -U postgres -d "$on" "$@"
}

start_postgres() {
  mkdir "$work/pg"
  ((EUID != 0)) || chown postgres "$work/pg"
  as_server "$pg_bin/initdb" -D "$work/pg/data" -U postgres -E UTF8 --locale=C --no-instructions \
    --auth-local=trust --auth-host=scram-sha-256 >"$work/initdb.log"
  # As docker-compose.yml has it; the long query text is for statement_of.
  as_server "$pg_bin/pg_ctl" -s -w -D "$work/pg/data" -l "$work/pg/log" -o "-p $pg_port -k $work/pg \
    -c listen_addresses=127.0.0.1 -c shared_preload_libraries=pg_stat_statements \
    -c track_activity_query_size=16384 -c max_connections=$((connections + 60))" start
  postmaster=$(head -n 1 "$work/pg/data/postmaster.pid")
  sql postgres -f "$root/init-scripts/10-roles.sql"
  sql postgres -f "$root/init-scripts/20-databases.sql"
}

stop_postgres() {
  [[ ! -f $work/pg/data/postmaster.pid ]] || as_server "$pg_bin/pg_ctl" -s -w -m immediate -D "$work/pg/data" stop
}

load_users() {
  local on=$1 users=$2
  say "loading $users users"
  sql "$on" -v "users=$users" -f "$root/bench/load.sql" >/dev/null
}

# The service ----------------------------------------------------------------------------------------------------------

# Runs a build in this process: the folder of a package, a native binary, or the peer.
run_build() {
  if [[ $1 == "$peer" ]]; then
    exec node "$1/server.js"
  elif [[ -d $1 ]]; then
    # shellcheck disable=SC2086 # options are words
    exec java $java_options -jar "$1/quarkus-run.jar"
  else
    # shellcheck disable=SC2086
    exec "$1" $native_options
  fi
}

# Starts it on a database and waits until it is ready; $started has the milliseconds that took,
# and those of CPU.
# Usage: start_service SIDE
start_service() {
  local side=$1 begin
  begin=$(date +%s%3N)
  DATABASE_URL="postgresql://roster_service:$ROSTER_SERVICE_PASSWORD@127.0.0.1:$pg_port/${database[$side]}" \
    MIGRATION_DATABASE_URL="postgresql://roster_owner:$ROSTER_OWNER_PASSWORD@127.0.0.1:$pg_port/${database[$side]}" \
    HOST=127.0.0.1 PORT=${port[$side]} MANAGEMENT_PORT=${management_port[$side]} \
    AUTH_SIGNING_KEY="$work/signing-key.pem" AUTH_ACCESS_TTL=24h ADMIN_EMAIL="$admin" \
    BACKUP_SCHEDULE=off LOG_REQUESTS=off BACKUP_DIR="$work" SHUTDOWN_DELAY=0s \
    run_build "${build[$side]}" >"$work/service-$side.log" 2>&1 &
  service[side]=$!
  until curl -sf -o /dev/null "http://127.0.0.1:${management_port[$side]}/q/health/ready"; do
    kill -0 "${service[$side]}" 2>/dev/null || { tail -n 20 "$work/service-$side.log" >&2; die "the service ended"; }
    (($(date +%s%3N) - begin < 120000)) || die "the service isn't ready after two minutes"
    sleep 0.01
  done
  started="$(($(date +%s%3N) - begin)) $(($(ticks "${service[$side]}") * 1000 / hz))"
}

stop_service() {
  local side=$1 pid=${service[$1]:-}
  [[ -n $pid ]] || return 0
  kill "$pid" 2>/dev/null || true
  for _ in {1..100}; do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  kill -KILL "$pid" 2>/dev/null || true
  wait "$pid" 2>/dev/null || true
  unset "service[$side]"
}

# Signs the first administrator in, whom a first start makes a moment after it is ready, and writes the header with the
# access token into a file, since everybody may see command lines.
sign_in() {
  local side=$1 begin
  begin=$(date +%s)
  until [[ $(sql "${database[$side]}" -c "select count(*) from users where email = '$admin'") == 1 ]]; do
    (($(date +%s) - begin < 60)) || die "no administrator after a minute: $(tail -n 5 "$work/service-$side.log")"
    sleep 0.1
  done
  (
    umask 077
    printf '{"email":"%s","password":"%s"}' "$admin" "$ADMIN_PASSWORD" |
      curl -sSf -H 'Content-Type: application/json' -d @- "http://127.0.0.1:${port[$side]}/v1/sessions" |
      sed -n 's/.*"accessToken":"\([^"]*\)".*/Authorization: Bearer \1/p' >"$work/token-$side.header"
  )
  [[ -s $work/token-$side.header ]] || die "the administrator can't sign in"
}

# What the service's latest request sent: PostgreSQL shows each connection's last statement, word for word.
statement_of() {
  local on=$1 url=$2
  shift 2
  curl -sSf -o "$work/answer" -H "@$work/token-0.header" "$@" "$url" || die "$url failed"
  sql "$on" -c "select query from pg_stat_activity where application_name = 'roster' and datname = '$on'
    and query like '%u.email%' order by query_start desc limit 1"
}

# The same for pgbench: $1, $2 … become its variables, of which it makes parameters again.
# Usage: pgbench_script VARIABLE… <statement
pgbench_script() {
  local text i
  text=$(cat)
  for ((i = $#; i > 0; i--)); do text=${text//"\$$i"/":${!i}"}; done
  printf '%s;\n' "$text"
}

# What it costs --------------------------------------------------------------------------------------------------------

# One line for each process; it isn't a failure if one ends meanwhile.
processes() { cat /proc/[0-9]*/stat 2>/dev/null || true; }

# Ticks of user and system time of a process; for PostgreSQL with all children, ended ones included.
ticks() {
  local pid=$1 children=${2:-}
  processes | awk -v pid="$pid" -v children="$children" '{
    process = $1
    sub(/^.*\) /, "")
    if (process == pid) sum += $12 + $13 + (children ? $14 + $15 : 0)
    else if (children && $2 == pid) sum += $12 + $13
  } END { print sum + 0 }'
}

# Ticks of all programs on this machine, and of those that this script started: the difference is the other load.
busy_ticks() { awk '$1 == "cpu" { print $2 + $3 + $4 + $7 + $8 }' /proc/stat; }
own_ticks() { echo $(($(ticks $$ children) + $(ticks "$postmaster" children))); }

# Ticks of this shell's ended children: the load generator's, between two samples.
children_ticks() { awk '{ sub(/^.*\) /, ""); print $14 + $15 }' "/proc/$$/stat"; }

# The processes that have this parent.
children_of() {
  processes | awk -v pid="$1" '{ process = $1; sub(/^.*\) /, ""); if ($2 == pid) print process }'
}

# "RSS PSS" in MiB of a process, or of PostgreSQL with all its children.
memory() {
  local pids=("$1") pid
  [[ -z ${2:-} ]] || mapfile -t -O 1 pids < <(children_of "$1")
  for pid in "${pids[@]}"; do
    cat "/proc/$pid/smaps_rollup" 2>/dev/null || true
  done | awk '/^Rss/ { rss += $2 } /^Pss:/ { pss += $2 } END { printf "%.0f %.0f\n", rss / 1024, pss / 1024 }'
}

# Records both sides' memory every two seconds, for the peak.
watch_memory() {
  (
    trap 'kill "$pause" 2>/dev/null; exit' TERM
    while :; do
      sleep 2 &
      pause=$!
      wait "$pause"
      echo "service $(memory "${service[0]}")"
      echo "postgres $(memory "$postmaster" children)"
    done
  ) >>"$work/memory" &
  watcher=$!
}

# Blocks ---------------------------------------------------------------------------------------------------------------

# Runs a load generator so that a signal to this script isn't kept waiting.
generate() {
  "$@" >"$work/generator.log" 2>&1 &
  generator=$!
  wait "$generator" || { tail -n 20 "$work/generator.log" >&2; die "$1 failed"; }
  generator=
}

# Begin and end a measurement of the CPU; the second prints seconds per 1,000 requests: service, database, load generator.
before() {
  from=("$(ticks "${service[$1]}")" "$(ticks "$postmaster" children)" "$(children_ticks)")
}

after() {
  local side=$1 requests=$2
  # Until the postmaster has reaped its ended children.
  sleep 0.3
  awk -v n="$requests" -v hz="$hz" -v s="$(($(ticks "${service[$side]}") - from[0]))" \
    -v d="$(($(ticks "$postmaster" children) - from[1]))" -v g="$generator_ticks" 'BEGIN {
    printf "%.4f %.4f %.4f", s / hz / n * 1000, d / hz / n * 1000, g / hz / n * 1000 }'
}

# Usage: service_block CASE SIDE SECONDS ROUND ARGUMENT… (of requests.lua); round 0 is the warm-up
service_block() {
  local name=$1 side=$2 seconds=$3 round=$4 requests took p50 p99 errors
  shift 4
  ((side == open)) || set -- "$@" "$work/token-$side.header"
  before "$side"
  generate wrk -t "$threads" -c "$connections" -d "${seconds}s" --latency -s "$root/bench/requests.lua" \
    "http://127.0.0.1:${port[$side]}/v1/users" -- "$@"
  generator_ticks=$(($(children_ticks) - from[2]))
  read -r _ requests took p50 p99 errors < <(grep '^result' "$work/generator.log")
  ((errors == 0)) || die "$name: $errors of $requests requests failed"
  ((round == 0)) || echo "$name ${who[$side]} $round $(rate "$requests" "$took") $p50 $p99 $(after "$side" "$requests")" \
    >>"$results"
}

# Usage: pgbench_block CASE SIDE SECONDS ROUND OPTION…
pgbench_block() {
  local name=$1 side=$2 seconds=$3 round=$4 statements mean
  shift 4
  before "$side"
  PGPASSWORD=$ROSTER_SERVICE_PASSWORD generate "$pg_bin/pgbench" -n -M prepared -c "$connections" -j "$threads" \
    -T "$seconds" -h 127.0.0.1 -p "$pg_port" -U roster_service "$@" "${database[$side]}"
  generator_ticks=$(($(children_ticks) - from[2]))
  statements=$(sed -n 's/^number of transactions actually processed: \([0-9]*\).*/\1/p' "$work/generator.log")
  mean=$(sed -n 's/^tps = \([0-9.]*\).*/\1/p' "$work/generator.log")
  grep -q '^number of failed transactions: 0 ' "$work/generator.log" || die "$name: pgbench had failures"
  ((round == 0)) || echo "$name pgbench $round $mean - - $(after "$side" "$statements")" >>"$results"
}

rate() { awk -v n="$1" -v s="$2" 'BEGIN { printf "%.1f", n / s }'; }
