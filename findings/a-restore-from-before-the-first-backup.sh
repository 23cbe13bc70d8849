#!/usr/bin/env bash
# Software: duplicity 0.8.22 and rdiff-backup 2.2.2 (Debian 12)
# A good guess: who asks for the state of a day on which there was no backup yet, and gets one, has the state of that
# day; there is none, so both say so and end with something else than 0.
# What is so: both put back their oldest backup, however much younger than that day, say nothing of it, and end with
# 0. So does a restore of "forty days ago" when those days have been pruned: what comes back is of another day, and
# what was wanted may have been changed or removed by then. (A day of the future is the newest backup, for both.)
# Seen:
#   duplicity 0.8.22
#     now: ends with 0, says: nothing, users: jane,john
#     when there was one backup: ends with 0, says: nothing, users: jane
#     2020: ends with 0, says: nothing, users: jane
#   rdiff-backup 2.2.2
#     now: ends with 0, says: nothing, users: jane,john
#     when there was one backup: ends with 0, says: nothing, users: jane
#     2020: ends with 0, says: nothing, users: jane
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

# Both, and what they need, unpacked here
apt-get download -q=2 'duplicity=0.8.22-*' 'rdiff-backup=2.2.2-*' librsync2 libb2-1 libgomp1 python3-fasteners python3-future python3-monotonic \
  python3-lockfile python3-pkg-resources python3-yaml libyaml-0-2 >&2
for package in *.deb; do dpkg -x "$package" debian; done
export HOME=$dir PYTHONPATH=$dir/debian/usr/lib/python3/dist-packages LD_LIBRARY_PATH=$dir/debian/usr/lib/x86_64-linux-gnu
duplicity() { /usr/bin/python3 -S debian/usr/bin/duplicity --no-encryption --archive-dir "$dir/archive" "$@"; }
rdiff() { /usr/bin/python3 -S debian/usr/bin/rdiff-backup --verbosity 2 "$@"; }

mkdir data
echo jane >data/users
duplicity full data "file://$dir/first" >/dev/null
rdiff backup data second
sleep 2
one=$(date +%Y-%m-%dT%H:%M:%S%:z)
sleep 2
echo jane,john >data/users
duplicity incremental data "file://$dir/first" >/dev/null
rdiff backup data second

look() {
  local code what=$1
  shift
  "$@" >out 2>&1 && code=0 || code=$?
  # what duplicity says of every restore
  sed -i '/^Local and Remote metadata are synchronized/d; /^Last full backup date/d' out
  echo "  $what: ends with $code, says: $(if [ -s out ]; then cat out; else echo nothing; fi), users: $(cat restored/users)"
  rm -r restored
}
{
  duplicity --version | grep -o '^duplicity [0-9.]*[0-9]'
  look now duplicity restore "file://$dir/first" restored
  look 'when there was one backup' duplicity restore --time "$one" "file://$dir/first" restored
  look 2020 duplicity restore --time 2020-01-01T00:00:00+00:00 "file://$dir/first" restored
  rdiff --version
  look now rdiff restore --at now second restored
  look 'when there was one backup' rdiff restore --at "$one" second restored
  look 2020 rdiff restore --at 2020-01-01T00:00:00+00:00 second restored
} | tee seen

cat >expected <<'END'
duplicity 0.8.22
  now: ends with 0, says: nothing, users: jane,john
  when there was one backup: ends with 0, says: nothing, users: jane
  2020: ends with 0, says: nothing, users: jane
rdiff-backup 2.2.2
  now: ends with 0, says: nothing, users: jane,john
  when there was one backup: ends with 0, says: nothing, users: jane
  2020: ends with 0, says: nothing, users: jane
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
