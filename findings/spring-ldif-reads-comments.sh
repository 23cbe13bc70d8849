#!/usr/bin/env bash
# Software: Spring LDAP (spring-ldap-ldif-core) 4.0.2, UnboundID LDAP SDK 7.0.3, Apache Directory LDAP API 2.1.7
# A good guess: a line that begins with # is a comment, and so is the line that it goes on in, as RFC 2849 has it; or
# else that second line is an error.
# What is so: Spring leaves out the line with the # alone. What it goes on in is put behind the value before the
# comment, without an error: into a name, a role, or the DN.
# Seen:
#   UnboundID
#     dn: uid=jane,dc=example
#     sn: Doe
#     employeeType: guest
#     mail: jane@example.com
#   Apache
#     dn: uid=jane,dc=example
#     sn: Doe
#     employeeType: guest
#     mail: jane@example.com
#   Spring
#     dn: uid=jane,dc=example last year
#     sn: Doe Smith
#     employeeType: guest admin
#     mail: jane@example.com
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

jars org.springframework.ldap:spring-ldap-ldif-core:4.0.2 com.unboundid:unboundid-ldapsdk:7.0.3 org.apache.directory.api:api-ldap-model:2.1.7 org.slf4j:slf4j-nop:2.0.17
cat >jane.ldif <<'END'
version: 1

dn: uid=jane,dc=example
# added by the import of
  last year
uid: jane
sn: Doe
# the name before the wedding was
  Smith
employeeType: guest
# not yet:
  admin
mail: jane@example.com
END
cat >Comments.java <<'END'
import com.unboundid.ldif.LDIFReader;
import java.io.File;
import org.apache.directory.api.ldap.model.ldif.LdifReader;
import org.springframework.core.io.FileSystemResource;
import org.springframework.ldap.core.LdapAttributes;
import org.springframework.ldap.ldif.parser.LdifParser;

public class Comments {
  static final String[] NAMES = {"sn", "employeeType", "mail"};

  public static void main(String[] args) throws Exception {
    File file = new File("jane.ldif");
    com.unboundid.ldap.sdk.Entry unboundid = new LDIFReader(file).readEntry();
    System.out.println("UnboundID\n  dn: " + unboundid.getDN());
    org.apache.directory.api.ldap.model.entry.Entry apache = new LdifReader(file).iterator().next().getEntry();
    LdifParser parser = new LdifParser(new FileSystemResource(file));
    parser.open();
    parser.hasMoreRecords();
    LdapAttributes spring = (LdapAttributes) parser.getRecord();
    for (String name : NAMES) {
      System.out.println("  " + name + ": " + unboundid.getAttributeValue(name));
    }
    System.out.println("Apache\n  dn: " + apache.getDn());
    for (String name : NAMES) {
      System.out.println("  " + name + ": " + apache.get(name).getString());
    }
    System.out.println("Spring\n  dn: " + spring.getName());
    for (String name : NAMES) {
      System.out.println("  " + name + ": " + spring.get(name).get());
    }
  }
}
END
java -cp 'lib/*' Comments.java | tee seen

cat >expected <<'END'
UnboundID
  dn: uid=jane,dc=example
  sn: Doe
  employeeType: guest
  mail: jane@example.com
Apache
  dn: uid=jane,dc=example
  sn: Doe
  employeeType: guest
  mail: jane@example.com
Spring
  dn: uid=jane,dc=example last year
  sn: Doe Smith
  employeeType: guest admin
  mail: jane@example.com
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
