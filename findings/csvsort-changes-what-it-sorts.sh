#!/usr/bin/env bash
# Software: csvkit 1.0.7 (Debian 12)
# A good guess: csvsort sorts the lines of a CSV file, and csvjoin puts lines side by side; what is in the lines stays
# as it is, as csvcut and csvgrep leave it, and sort and join.
# What is so: csvsort and csvjoin guess the type of each column, and write what they made of it: 007 becomes 7, the
# user Null and the country NA, Namibia, are empty, 1 is True, and 1/2/2026 is the second of January. Both end with 0
# and say nothing. -I (--no-inference) keeps 007, and Null and NA are empty all the same; only with --blanks too is the
# line as it was.
# Seen:
#   the file
#     id,name,country,active,since,version
#     010,Jane,NA,1,1/2/2026,1.10
#     007,Null,na,0,2/28/2026,1.9
#   csvcut -c id,name,country,active,since,version users.csv: as it was
#   csvgrep -c id -r . users.csv: as it was
#   csvsort -c id users.csv
#     id,name,country,active,since,version
#     7,,,False,2026-02-28,1.9
#     10,Jane,,True,2026-01-02,1.10
#   csvsort -I -c id users.csv
#     id,name,country,active,since,version
#     007,,,0,2/28/2026,1.9
#     010,Jane,,1,1/2/2026,1.10
#   csvsort -I --blanks -c id users.csv
#     id,name,country,active,since,version
#     007,Null,na,0,2/28/2026,1.9
#     010,Jane,NA,1,1/2/2026,1.10
#   csvjoin -c id users.csv roles.csv
#     id,name,country,active,since,version,role
#     10,Jane,,True,2026-01-02,1.10,admin
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

# csvkit, and what it needs, unpacked here
apt-get download -q=2 'csvkit=1.0.7-*' 'python3-csvkit=1.0.7-*' python3-agate python3-agatedbf python3-agateexcel python3-agatesql \
  python3-babel python-babel-localedata python3-dateutil python3-isodate python3-leather python3-parsedatetime python3-pytimeparse python3-six \
  python3-slugify python3-sqlalchemy python3-tz python3-dbfread python3-openpyxl python3-xlrd python3-greenlet \
  python3-future python3-text-unidecode python3-unidecode >&2
for package in *.deb; do dpkg -x "$package" debian; done
csv() { PYTHONPATH=$dir/debian/usr/lib/python3/dist-packages /usr/bin/python3 -S "debian/usr/bin/$1" "${@:2}"; }

cat >users.csv <<'END'
id,name,country,active,since,version
010,Jane,NA,1,1/2/2026,1.10
007,Null,na,0,2/28/2026,1.9
END
printf 'id,role\n010,admin\n' >roles.csv
{
  echo 'the file'
  sed 's/^/  /' users.csv
  for command in 'csvcut -c id,name,country,active,since,version users.csv' 'csvgrep -c id -r . users.csv' 'csvsort -c id users.csv' \
    'csvsort -I -c id users.csv' 'csvsort -I --blanks -c id users.csv' 'csvjoin -c id users.csv roles.csv'; do
    # shellcheck disable=SC2086 # a command and its options
    csv $command >out
    if cmp -s out users.csv; then
      echo "$command: as it was"
    else
      echo "$command"
      sed 's/^/  /' out
    fi
  done
} | tee seen

cat >expected <<'END'
the file
  id,name,country,active,since,version
  010,Jane,NA,1,1/2/2026,1.10
  007,Null,na,0,2/28/2026,1.9
csvcut -c id,name,country,active,since,version users.csv: as it was
csvgrep -c id -r . users.csv: as it was
csvsort -c id users.csv
  id,name,country,active,since,version
  7,,,False,2026-02-28,1.9
  10,Jane,,True,2026-01-02,1.10
csvsort -I -c id users.csv
  id,name,country,active,since,version
  007,,,0,2/28/2026,1.9
  010,Jane,,1,1/2/2026,1.10
csvsort -I --blanks -c id users.csv
  id,name,country,active,since,version
  007,Null,na,0,2/28/2026,1.9
  010,Jane,NA,1,1/2/2026,1.10
csvjoin -c id users.csv roles.csv
  id,name,country,active,since,version,role
  10,Jane,,True,2026-01-02,1.10,admin
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
