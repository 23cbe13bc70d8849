#!/usr/bin/env bash
# Software: podman-compose 1.0.3 (Debian 12)
# A good guess: a Compose file means the same to podman-compose, and what it can't do it says, as it does for a misspelt file.
# What is so: of eight limits of a service it passes four on to podman and leaves out four without a word, though podman has an
# option for each: the limit of processes, that of memory with swap, the grace period at the end, and whom the kernel ends
# first. The container runs, without them: a service that needs 25 s to end in order is killed after podman's ten.
# Seen (the run command that --dry-run shows):
#   mem_limit: passed on
#   cpus: passed on
#   shm_size: passed on
#   ulimits: passed on
#   pids_limit: left out
#   memswap_limit: left out
#   stop_grace_period: left out
#   oom_score_adj: left out
#   said about that: nothing
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

apt-get download -q=2 'podman-compose=1.0.3-*' python3-dotenv python3-yaml >&2
for package in *.deb; do dpkg -x "$package" debian; done

cat >compose.yml <<'END'
services:
  web:
    image: localhost/web:1
    mem_limit: 256m
    memswap_limit: 300m
    pids_limit: 100
    cpus: 0.5
    shm_size: 64m
    ulimits: {nofile: 1024}
    stop_grace_period: 25s
    oom_score_adj: 500
END
# It asks podman whether there is a network, and shows all else.
PYTHONPATH=debian/usr/lib/python3/dist-packages /usr/bin/python3 debian/usr/bin/podman-compose --podman-path /bin/true --dry-run \
  -f compose.yml up -d >said 2>&1
grep -q ' run --name=' said || { cat said >&2; exit 1; }

passed() {
  local option
  for option in "${@:2}"; do
    if grep -qF -- "$option" said; then
      echo "$1: passed on"
      return
    fi
  done
  echo "$1: left out"
}
{
  passed mem_limit ' -m 256m ' '--memory'
  passed cpus '--cpus'
  passed shm_size '--shm-size'
  passed ulimits '--ulimit'
  passed pids_limit '--pids-limit'
  passed memswap_limit '--memory-swap'
  passed stop_grace_period '--stop-timeout'
  passed oom_score_adj '--oom-score-adj'
  if grep -Eqi 'pids|swap|grace|oom|unsupported|ignor|warn' said; then
    echo 'said about that: something'
  else
    echo 'said about that: nothing'
  fi
} >seen
cat seen
cat >expected <<'END'
mem_limit: passed on
cpus: passed on
shm_size: passed on
ulimits: passed on
pids_limit: left out
memswap_limit: left out
stop_grace_period: left out
oom_score_adj: left out
said about that: nothing
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
