#!/usr/bin/env bash
# Software: npm's fast-json-patch 3.1.1, json-merge-patch 1.0.2, rfc6902 5.4.0 and jsonpatch 3.1.0
# A good guess: a patch is data: applied to two documents, it leaves two documents that have nothing to do with each
# other, and the patch as it was.
# What is so: applyPatch() of fast-json-patch and apply() of json-merge-patch put the patch's own array into the
# document. Both users have one and the same list of roles from then on, which the patch has too: a role that the one
# gets later, the other gets, and so does everybody to whom the patch is applied afterwards. (fast-json-patch copies
# what "copy" copies, and the whole patch, if its fourth argument, mutateDocument, is false.)
# Seen:
#   fast-json-patch: jane is made an admin; john is user,admin, june is user,admin
#   rfc6902: jane is made an admin; john is user, june is user
#   jsonpatch: jane is made an admin; john is user, june is user
#   json-merge-patch: jane is made an admin; john is user,admin, june is user,admin
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --silent --no-save --ignore-scripts fast-json-patch@3.1.1 json-merge-patch@1.0.2 rfc6902@5.4.0 jsonpatch@3.1.0 >&2
cat >roles.js <<'END'
const libraries = {
  'fast-json-patch': (user, patch) => require('fast-json-patch').applyPatch(user, patch).newDocument,
  rfc6902: (user, patch) => (require('rfc6902').applyPatch(user, patch), user),
  jsonpatch: (user, patch) => require('jsonpatch').apply_patch(user, patch),
};
const role = [{ op: 'add', path: '/roles/-', value: 'admin' }];
for (const [name, apply] of Object.entries(libraries)) {
  const patch = [{ op: 'add', path: '/roles', value: ['user'] }];
  const jane = apply({ name: 'jane' }, patch);
  const john = apply({ name: 'john' }, patch);
  apply(jane, role);
  show(name, john, apply({ name: 'june' }, patch));
}
const patch = { roles: ['user'] };
const { apply } = require('json-merge-patch');
const jane = apply({ name: 'jane' }, patch);
const john = apply({ name: 'john' }, patch);
jane.roles.push('admin');
show('json-merge-patch', john, apply({ name: 'june' }, patch));

function show(name, ...others) {
  console.log(`${name}: jane is made an admin; ${others.map((user) => `${user.name} is ${user.roles}`).join(', ')}`);
}
END
node roles.js | tee seen

cat >expected <<'END'
fast-json-patch: jane is made an admin; john is user,admin, june is user,admin
rfc6902: jane is made an admin; john is user, june is user
jsonpatch: jane is made an admin; john is user, june is user
json-merge-patch: jane is made an admin; john is user,admin, june is user,admin
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
