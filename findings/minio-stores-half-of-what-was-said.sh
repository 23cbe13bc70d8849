#!/usr/bin/env bash
# Software: npm's minio 8.0.7, MinIO's Java client 8.5.17, S3Proxy 3.0.0
# A good guess: who tells the client that an object has 2000 bytes, and gives it a stream that ends after 1000, has an
# error: a dump that was cut off, or a download, isn't stored as a whole one. Java's client by the same makers says
# "unexpected EOF".
# What is so: putObject() of npm's takes the size only to see whether the object fits into one part (64 MiB). If it
# does, it stores what came: half an object, and a success with an ETag. A stream with more than was said it stores
# whole, where Java's stores as much as was said, with success too.
# Seen:
#   Java: 1000 bytes of 1000: stored, 1000 bytes
#   Java: 1000 bytes of 2000: unexpected EOF
#   Java: 1000 bytes of 500: stored, 500 bytes
#   npm: 1000 bytes of 1000: stored, 1000 bytes
#   npm: 1000 bytes of 2000: stored, 1000 bytes
#   npm: 1000 bytes of 500: stored, 1000 bytes
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

jars org.gaul:s3proxy:3.0.0
mv lib proxy
jars io.minio:minio:8.5.17 org.slf4j:slf4j-nop:2.0.17
npm install --silent --no-save --ignore-scripts minio@8.0.7 >&2
port=$((20000 + RANDOM % 12000))
mkdir store
cat >proxy.properties <<END
s3proxy.endpoint=http://127.0.0.1:$port
s3proxy.authorization=aws-v2-or-v4
s3proxy.identity=jane
s3proxy.credential=swordfish
jclouds.provider=filesystem-nio2
jclouds.filesystem.basedir=$dir/store
jclouds.identity=jane
jclouds.credential=swordfish
END
java -cp 'proxy/*' org.gaul.s3proxy.Main --properties proxy.properties >proxy.log 2>&1 &
server=$!
trap 'kill "$server"; rm -rf "$dir"' EXIT
for _ in {1..300}; do if (: >"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then break; fi; sleep 0.1; done
cat >Put.java <<'END'
import io.minio.*;
import java.io.*;

public class Put {
  public static void main(String[] args) throws Exception {
    MinioClient client = MinioClient.builder().endpoint("http://127.0.0.1:" + args[0]).credentials("jane", "swordfish").region("us-east-1").build();
    client.makeBucket(MakeBucketArgs.builder().bucket("backups").build());
    for (int size : new int[] {1000, 2000, 500}) {
      String name = "java-" + size;
      String result;
      try {
        client.putObject(PutObjectArgs.builder().bucket("backups").object(name).stream(new ByteArrayInputStream(new byte[1000]), size, -1).build());
        result = "stored, " + client.statObject(StatObjectArgs.builder().bucket("backups").object(name).build()).size() + " bytes";
      } catch (IOException e) {
        result = e.getMessage();
      }
      System.out.println("Java: 1000 bytes of " + size + ": " + result);
    }
    System.exit(0);
  }
}
END
cat >put.mjs <<'END'
import { Readable } from 'node:stream';
import { Client } from 'minio';

const client = new Client({ endPoint: '127.0.0.1', port: Number(process.argv[2]), useSSL: false, accessKey: 'jane', secretKey: 'swordfish', region: 'us-east-1' });
for (const size of [1000, 2000, 500]) {
  const name = `npm-${size}`;
  const result = await client.putObject('backups', name, Readable.from([Buffer.alloc(1000)]), size).then(
    async () => `stored, ${(await client.statObject('backups', name)).size} bytes`,
    (error) => error.message,
  );
  console.log(`npm: 1000 bytes of ${size}: ${result}`);
}
END
{
  java -cp 'lib/*' Put.java "$port"
  node put.mjs "$port"
} | tee seen

cat >expected <<'END'
Java: 1000 bytes of 1000: stored, 1000 bytes
Java: 1000 bytes of 2000: unexpected EOF
Java: 1000 bytes of 500: stored, 500 bytes
npm: 1000 bytes of 1000: stored, 1000 bytes
npm: 1000 bytes of 2000: stored, 1000 bytes
npm: 1000 bytes of 500: stored, 1000 bytes
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
