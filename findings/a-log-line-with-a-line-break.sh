#!/usr/bin/env bash
# Software: npm's logfmt 1.4.0
# A good guess: a line break in a value is written as \n between quotes, as other writers of logfmt have it, so that a record
# is one line, and \n between quotes is read as a line break.
# What is so: the line break is written as it is, and without quotes if the value has no space. To whatever reads line by line
# the record ends there, and the rest is another one that has no level: the error's user and role are lost. And what others
# wrote as "a\nb" is read as anb.
# Seen:
#   written
#     level=error at=import address=1
#     Main
#     Street user=7 role=admin
#   read, line by line
#     {"level":"error","at":"import","address":"1"}
#     {"Main":true}
#     {"Street":true,"user":"7","role":"admin"}
#   read from level=error address="1\nMain\nStreet" user=7
#     {"level":"error","address":"1nMainnStreet","user":"7"}
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --silent --no-save --ignore-scripts logfmt@1.4.0 >&2
cat >lines.cjs <<'END'
const logfmt = require('logfmt');

const written = logfmt.stringify({ level: 'error', at: 'import', address: '1\nMain\nStreet', user: 7, role: 'admin' });
console.log('written');
for (const line of written.split('\n')) {
  console.log(`  ${line}`);
}
console.log('read, line by line');
for (const line of written.split('\n')) {
  console.log(`  ${JSON.stringify(logfmt.parse(line))}`);
}
const other = 'level=error address="1\\nMain\\nStreet" user=7';
console.log(`read from ${other}\n  ${JSON.stringify(logfmt.parse(other))}`);
END
node lines.cjs | tee seen

cat >expected <<'END'
written
  level=error at=import address=1
  Main
  Street user=7 role=admin
read, line by line
  {"level":"error","at":"import","address":"1"}
  {"Main":true}
  {"Street":true,"user":"7","role":"admin"}
read from level=error address="1\nMain\nStreet" user=7
  {"level":"error","address":"1nMainnStreet","user":"7"}
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
