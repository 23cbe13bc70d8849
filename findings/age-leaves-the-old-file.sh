#!/usr/bin/env bash
# Software: age 1.1.1 (Debian 12)
# A good guess: "age -d -o file" ends with 0 when what was encrypted is in the file, and nothing else.
# What is so: it opens the file with the first byte that it writes. Was it an empty file that was encrypted, then a
# file that isn't there isn't made, and one that is there keeps what it had, yesterday's, say: age ends with 0 and says
# nothing. (With > instead of -o it's right.) The way there with -o is different: the encrypted file of an empty one is
# made, since a header is written.
# Seen:
#   1.1.1
#   the full file, into a new one: ends with 0, 6 bytes
#   the full file, into one that is there: ends with 0, content: today
#   the empty file, into a new one: ends with 0, no file
#   the empty file, into one that is there: ends with 0, content: yesterday
#   the empty file, with >: 0 bytes
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

apt-get download -q=2 age >&2
for package in *.deb; do dpkg -x "$package" debian; done
age=$dir/debian/usr/bin/age
"$dir/debian/usr/bin/age-keygen" -o key 2>/dev/null
: >empty
echo today >full
for file in empty full; do "$age" -r "$("$dir/debian/usr/bin/age-keygen" -y key)" -o "$file.age" "$file"; done
{
  "$age" --version
  for file in full empty; do
    "$age" -d -i key -o new "$file.age" && code=0 || code=$?
    echo "the $file file, into a new one: ends with $code, $(if [ -e new ]; then echo "$(wc -c <new) bytes"; else echo 'no file'; fi)"
    echo yesterday >old
    "$age" -d -i key -o old "$file.age" && code=0 || code=$?
    echo "the $file file, into one that is there: ends with $code, content: $(cat old)"
    rm -f new
  done
  "$age" -d -i key empty.age >old
  echo "the empty file, with >: $(wc -c <old) bytes"
} | tee seen

cat >expected <<'END'
1.1.1
the full file, into a new one: ends with 0, 6 bytes
the full file, into one that is there: ends with 0, content: today
the empty file, into a new one: ends with 0, no file
the empty file, into one that is there: ends with 0, content: yesterday
the empty file, with >: 0 bytes
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
