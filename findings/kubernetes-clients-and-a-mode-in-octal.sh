#!/usr/bin/env bash
# Software: Kubernetes' client for JavaScript (@kubernetes/client-node) 1.4.0, npm's cdk8s 2.70.106 and yaml 2.9.1, Kubernetes'
# client for Java 24.0.0, fabric8's kubernetes-client 7.4.0, PyYAML 6.0 (Debian 12)
# A good guess: whatever reads a manifest reads it as kubectl does, to which defaultMode: 0400 is octal, 256: the key in the
# secret is readable by its owner alone.
# What is so: to YAML 1.2, which the JavaScript client has, 0400 is four hundred, which is 0620 in octal: the owner may write,
# and the group too. What it applies is accepted, since 400 is a mode. 0440 becomes 0670. cdk8s, which writes the manifests
# that it is given, and the two Java clients have 256.
# Seen:
#   client-java: 256, which is 0400
#   fabric8: 256, which is 0400
#   PyYAML: 256, which is 0400
#   client-node: 400, which is 0620
#   yaml: 400, which is 0620
#   cdk8s: 256, which is 0400
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

jars io.kubernetes:client-java:24.0.0 io.fabric8:kubernetes-client-api:7.4.0 org.slf4j:slf4j-nop:2.0.17
npm install --silent --no-save --ignore-scripts @kubernetes/client-node@1.4.0 yaml@2.9.1 cdk8s@2.70.106 constructs@10.8.1 >&2
apt-get download -q=2 'python3-yaml=6.0-*' >&2
for package in *.deb; do dpkg -x "$package" debian; done
cat >deployment.yaml <<'END'
apiVersion: v1
kind: Pod
metadata:
  name: users
spec:
  containers: []
  volumes:
    - name: key
      secret:
        secretName: signing-key
        defaultMode: 0400
END
cat >Modes.java <<'END'
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.util.Yaml;
import java.nio.file.*;

public class Modes {
  public static void main(String[] args) throws Exception {
    String manifest = Files.readString(Path.of("deployment.yaml"));
    show("client-java", ((V1Pod) Yaml.load(manifest)).getSpec().getVolumes().get(0).getSecret().getDefaultMode());
    show("fabric8", new KubernetesSerialization().unmarshal(manifest, Pod.class).getSpec().getVolumes().get(0).getSecret().getDefaultMode());
  }

  static void show(String name, int mode) {
    System.out.printf("%s: %d, which is %04o%n", name, mode, mode);
  }
}
END
cat >modes.mjs <<'END'
import { readFileSync } from 'node:fs';
import { loadYaml } from '@kubernetes/client-node';
import { Yaml } from 'cdk8s';
import { parse } from 'yaml';

const manifest = readFileSync('deployment.yaml', 'utf8');
show('client-node', loadYaml(manifest));
show('yaml', parse(manifest));
show('cdk8s', Yaml.load('deployment.yaml')[0]);

function show(name, pod) {
  const mode = pod.spec.volumes[0].secret.defaultMode;
  console.log(`${name}: ${mode}, which is ${mode.toString(8).padStart(4, '0')}`);
}
END
{
  java -cp 'lib/*' Modes.java 2>log
  PYTHONPATH=$dir/debian/usr/lib/python3/dist-packages /usr/bin/python3 -S -c 'import yaml
mode = yaml.safe_load(open("deployment.yaml"))["spec"]["volumes"][0]["secret"]["defaultMode"]
print(f"PyYAML: {mode}, which is {mode:04o}")'
  node modes.mjs
} | tee seen

cat >expected <<'END'
client-java: 256, which is 0400
fabric8: 256, which is 0400
PyYAML: 256, which is 0400
client-node: 400, which is 0620
yaml: 400, which is 0620
cdk8s: 256, which is 0400
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
