#!/usr/bin/env bash
# Software: restic 0.14.0; borgbackup 1.2.4, GNU tar 1.34 (Debian 12)
# A good guess: a backup of two directories of which one isn't there, since a disk isn't mounted or a path is misspelt, ends
# with a code that isn't 0, and so does a restore of something that isn't in the backup. restic has the code 3 for a source
# that couldn't be read.
# What is so: restic says "does not exist, skipping" to the standard error, makes a snapshot of the rest, and ends with 0. Its
# restore of a path that the snapshot hasn't, and the removal of a snapshot that there isn't, end with 0 too.
# Seen:
#   restic backup dumps wal: ends with 0, says: wal does not exist, skipping
#     holds 0 files of wal
#   restic restore latest --target out --include /wal: ends with 0, says:
#   restic forget 12345678: ends with 0, says: Ignoring "12345678": no matching ID found for prefix "12345678"
#   restic check: ends with 0
#   borg create ::1 dumps wal: ends with 1
#   tar -cf backup.tar dumps wal: ends with 2
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

apt-get download -q=2 'restic=0.14.0-*' 'borgbackup=1.2.4-*' 'tar=1.34*' python3-msgpack python3-packaging libxxhash0 >&2
for package in *.deb; do dpkg -x "$package" debian; done
export RESTIC_PASSWORD=x RESTIC_REPOSITORY=repository RESTIC_CACHE_DIR=$dir/cache BORG_BASE_DIR=$dir/borg BORG_REPO=$dir/borg-repository
export PYTHONPATH=$dir/debian/usr/lib/python3/dist-packages
restic() { debian/usr/bin/restic -q "$@" >log 2>&1 && code=0 || code=$?; }
borg() { /usr/bin/python3 -S debian/usr/bin/borg "$@" >log 2>&1 && code=0 || code=$?; }

mkdir dumps && echo a >dumps/a
restic init
borg init -e none
{
  restic backup dumps wal
  echo "restic backup dumps wal: ends with $code, says: $(cat log)"
  echo "  holds $(debian/usr/bin/restic -q ls latest | grep -c '/wal') files of wal"
  restic restore latest --target out --include /wal
  echo "restic restore latest --target out --include /wal: ends with $code, says: $(grep -v restoring log || true)"
  restic forget 12345678
  echo "restic forget 12345678: ends with $code, says: $(cat log)"
  restic check
  echo "restic check: ends with $code"
  borg create ::1 dumps wal
  echo "borg create ::1 dumps wal: ends with $code"
  debian/bin/tar -cf backup.tar dumps wal 2>log && code=0 || code=$?
  echo "tar -cf backup.tar dumps wal: ends with $code"
} | tee seen

cat >expected <<'END'
restic backup dumps wal: ends with 0, says: wal does not exist, skipping
  holds 0 files of wal
restic restore latest --target out --include /wal: ends with 0, says: 
restic forget 12345678: ends with 0, says: Ignoring "12345678": no matching ID found for prefix "12345678"
restic check: ends with 0
borg create ::1 dumps wal: ends with 1
tar -cf backup.tar dumps wal: ends with 2
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
