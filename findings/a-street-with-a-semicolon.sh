#!/usr/bin/env bash
# Software: npm's vcf 2.1.2 and vcard4 4.0.5; ez-vcard 0.12.1, python3-vobject 0.9.6.1 (Debian 12)
# A good guess: what reads vCards undoes the escapes of RFC 6350: \; \, \\ and \n. And toJSON of vcf is jCard, whose texts
# have no escapes (RFC 7095).
# What is so: vcf splits an address at a semicolon that is escaped too, so that the town is where the region is looked for,
# the postal code where the country is, and everything keeps its backslashes. vcard4 leaves all escapes in a note that
# begins with a word and a colon, and reads \\n, a backslash and an n, as a backslash and a line break. There is no error.
# Seen:
#   ez-vcard
#     street: 1 Main Street; Apt. 2
#     town: Springfield
#     region:
#     organization: Smith; Sons, Ltd
#     notes: [one<line>two, three, Call: one<line>two, three, dir\new]
#   jane.vcf
#     ADR:;;1 Main Street\; Apt. 2;Springfield;;12345;Utopia
#     ORG:Smith\; Sons\, Ltd;IT
#     NOTE:one\ntwo\, three
#     NOTE:Call: one\ntwo\, three
#     NOTE:dir\\new
#   vobject
#     street: 1 Main Street; Apt. 2
#     town: Springfield
#     region:
#     organization: Smith; Sons, Ltd
#     notes: [one<line>two, three, Call: one<line>two, three, dir\new]
#   vcf
#     street: 1 Main Street\
#     town:  Apt. 2
#     region: Springfield
#     organization: Smith\; Sons\, Ltd;IT
#     notes: [one\ntwo\, three, Call: one\ntwo\, three, dir\\new]
#   vcard4
#     street: 1 Main Street; Apt. 2
#     town: Springfield
#     region:
#     organization: Smith; Sons, Ltd
#     notes: [one<line>two, three, Call: one\ntwo\, three, dir\<line>ew]
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

# The libraries, with what they need, into lib/
jars() {
  local artifact dependencies=''
  for artifact in "$@"; do
    IFS=: read -r group name version <<<"$artifact"
    dependencies+="<dependency><groupId>$group</groupId><artifactId>$name</artifactId><version>$version</version></dependency>"
  done
  cat >pom.xml <<END
<project><modelVersion>4.0.0</modelVersion><groupId>x</groupId><artifactId>x</artifactId><version>1</version><dependencies>$dependencies</dependencies></project>
END
  mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory=lib -Dstyle.color=never >&2
}

jars com.googlecode.ez-vcard:ez-vcard:0.12.1
npm install --silent --no-save --ignore-scripts vcf@2.1.2 vcard4@4.0.5 >&2
apt-get download -q=2 'python3-vobject=0.9.6.1-*' python3-dateutil python3-six >&2
for package in *.deb; do dpkg -x "$package" debian; done
cat >Jane.java <<'END'
import ezvcard.*;
import ezvcard.property.Address;
import java.nio.file.*;

public class Jane {
  public static void main(String[] args) throws Exception {
    VCard jane = new VCard(VCardVersion.V4_0);
    jane.setFormattedName("Jane Doe");
    Address address = new Address();
    address.setStreetAddress("1 Main Street; Apt. 2");
    address.setLocality("Springfield");
    address.setPostalCode("12345");
    address.setCountry("Utopia");
    jane.addAddress(address);
    jane.setOrganization("Smith; Sons, Ltd", "IT");
    jane.addNote("one\ntwo, three");
    jane.addNote("Call: one\ntwo, three");
    jane.addNote("dir\\new");
    Path file = Path.of("jane.vcf");
    Files.writeString(file, Ezvcard.write(jane).version(VCardVersion.V4_0).prodId(false).go());
    VCard read = Ezvcard.parse(Files.readString(file)).first();
    Address home = read.getAddresses().get(0);
    System.out.println("ez-vcard\n  street: " + home.getStreetAddress() + "\n  town: " + home.getLocality() + "\n  region: " + (home.getRegion() == null ? "" : home.getRegion())
        + "\n  organization: " + read.getOrganization().getValues().get(0) + "\n  notes: " + read.getNotes().stream().map(note -> note.getValue().replace("\n", "<line>")).toList());
  }
}
END
cat >jane.py <<'END'
import vobject
jane = vobject.readOne(open('jane.vcf', newline=''))
home = jane.adr.value
notes = [note.value.replace('\n', '<line>') for note in jane.note_list]
print(f'vobject\n  street: {home.street}\n  town: {home.city}\n  region: {home.region}\n  organization: {jane.org.value[0]}\n  notes: [{", ".join(notes)}]')
END
cat >jane.mjs <<'END'
import { readFileSync } from 'node:fs';
import { parse } from 'vcard4';
import Vcf from 'vcf';

const text = readFileSync('jane.vcf', 'utf8');
const card = new Vcf().parse(text);
const [, , street, town, region] = card.get('adr').toJSON()[3];
show('vcf', street, town, region, card.get('org').toJSON()[3], card.get('note').map((note) => note.toJSON()[3]));
const properties = Object.values(parse(text).parsedVcard ?? parse(text));
const values = (name) => properties.filter((property) => property.property === name).map((property) => property.value);
const home = values('ADR')[0];
show('vcard4', home.streetAddress, home.locality, home.region, values('ORG')[0][0], values('NOTE'));

function show(name, street, town, region, organization, notes) {
  console.log(`${name}\n  street: ${street}\n  town: ${town}\n  region: ${region}\n  organization: ${organization}\n  notes: [${notes.map((note) => note.replaceAll('\n', '<line>')).join(', ')}]`);
}
END
{
  java -cp 'lib/*' Jane.java
  echo 'jane.vcf'
  sed -n 's/\r$//; /^ADR\|^ORG\|^NOTE/s/^/  /p' jane.vcf
  PYTHONPATH=$dir/debian/usr/lib/python3/dist-packages /usr/bin/python3 -S jane.py
  node jane.mjs
} | tee seen

cat >expected <<'END'
ez-vcard
  street: 1 Main Street; Apt. 2
  town: Springfield
  region: 
  organization: Smith; Sons, Ltd
  notes: [one<line>two, three, Call: one<line>two, three, dir\new]
jane.vcf
  ADR:;;1 Main Street\; Apt. 2;Springfield;;12345;Utopia
  ORG:Smith\; Sons\, Ltd;IT
  NOTE:one\ntwo\, three
  NOTE:Call: one\ntwo\, three
  NOTE:dir\\new
vobject
  street: 1 Main Street; Apt. 2
  town: Springfield
  region: 
  organization: Smith; Sons, Ltd
  notes: [one<line>two, three, Call: one<line>two, three, dir\new]
vcf
  street: 1 Main Street\
  town:  Apt. 2
  region: Springfield
  organization: Smith\; Sons\, Ltd;IT
  notes: [one\ntwo\, three, Call: one\ntwo\, three, dir\\new]
vcard4
  street: 1 Main Street; Apt. 2
  town: Springfield
  region: 
  organization: Smith; Sons, Ltd
  notes: [one<line>two, three, Call: one\ntwo\, three, dir\<line>ew]
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
