#!/usr/bin/env bash
# Software: MinIO's client for Java 8.5.17, npm's ultralight-s3 0.0.7; npm's minio 8.0.7, s3mini 1.0.2 and
# @bradenmacdonald/s3-lite-client 1.0.0, AWS' SDK for JavaScript (@aws-sdk/client-s3 3.1175.0), rclone 1.60.1 (Debian 12)
# A good guess: a listing of S3 goes on while IsTruncated is true. A page may have fewer keys than were asked for, says its
# documentation, which leaves a server the right to a page that has none yet.
# What is so: MinIO's client for Java, in its iterator, and ultralight-s3 end where a page has no keys, although it says
# that there are more. There is no error: the newest backup isn't in the list.
# Seen:
#   MinIO for Java: 2024.age, 2025.age
#   ultralight-s3: 2024.age, 2025.age
#   minio: 2024.age, 2025.age, 2026.age
#   s3mini: 2024.age, 2025.age, 2026.age
#   s3-lite-client: 2024.age, 2025.age, 2026.age
#   AWS: 2024.age, 2025.age, 2026.age
#   rclone: 2024.age, 2025.age, 2026.age
set -euo pipefail
dir=$(mktemp -d)
server=''
stop() {
  if [ -n "$server" ]; then kill "$server"; fi
  rm -rf "$dir"
}
trap stop EXIT
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

jars io.minio:minio:8.5.17 org.slf4j:slf4j-nop:2.0.17
npm install --silent --no-save --ignore-scripts ultralight-s3@0.0.7 s3mini@1.0.2 minio@8.0.7 @bradenmacdonald/s3-lite-client@1.0.0 @aws-sdk/client-s3@3.1175.0 >&2
apt-get download -q=2 'rclone=1.60.1*' >&2
for package in *.deb; do dpkg -x "$package" debian; done

# A bucket whose listing has three pages: one with two keys, one without any, one with the last key
cat >server.mjs <<'END'
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';

const pages = [['2024.age', '2025.age'], [], ['2026.age']];
const server = createServer((request, response) => {
  const query = new URL(request.url, 'http://localhost').searchParams;
  if (query.get('list-type') !== '2') {
    return response.writeHead(501).end();
  }
  const page = Number((query.get('continuation-token') ?? 'page-0').slice(5));
  const next = page + 1 < pages.length ? `<NextContinuationToken>page-${page + 1}</NextContinuationToken>` : '';
  const entries = pages[page].map((key) =>
    `<Contents><Key>${key}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>"1"</ETag><Size>7</Size><StorageClass>STANDARD</StorageClass></Contents>`);
  response.writeHead(200, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0" encoding="UTF-8"?>
<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>backups</Name><Prefix/><KeyCount>${entries.length}</KeyCount><MaxKeys>1000</MaxKeys><IsTruncated>${next !== ''}</IsTruncated>${next}${entries.join('')}</ListBucketResult>`);
});
server.listen(0, '127.0.0.1', () => writeFileSync('port', String(server.address().port)));
END
node server.mjs &
server=$!
until [ -s port ]; do sleep 0.1; done
port=$(cat port)

cat >Listing.java <<'END'
import io.minio.*;
import io.minio.messages.Item;
import java.util.*;

public class Listing {
  public static void main(String[] args) throws Exception {
    MinioClient client = MinioClient.builder().endpoint(args[0]).credentials("key", "secret").region("us-east-1").build();
    List<String> keys = new ArrayList<>();
    for (Result<Item> item : client.listObjects(ListObjectsArgs.builder().bucket("backups").recursive(true).build())) {
      keys.add(item.get().objectName());
    }
    System.out.println("MinIO for Java: " + String.join(", ", keys));
    System.exit(0);
  }
}
END
cat >listing.mjs <<'END'
import { paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { S3Client as Lite } from '@bradenmacdonald/s3-lite-client';
import { Client } from 'minio';
import { S3mini } from 's3mini';
import { S3 } from 'ultralight-s3';

const port = Number(process.argv[2]);
const endpoint = `http://127.0.0.1:${port}`;
const ultralight = new S3({ endpoint, bucketName: 'backups', accessKeyId: 'key', secretAccessKey: 'secret', region: 'us-east-1' });
show('ultralight-s3', (await ultralight.list()).map((entry) => entry.key));
const minio = new Client({ endPoint: '127.0.0.1', port, useSSL: false, accessKey: 'key', secretKey: 'secret', region: 'us-east-1' });
show('minio', (await minio.listObjectsV2('backups', '', true).toArray()).map((entry) => entry.name));
const s3mini = new S3mini({ endpoint: `${endpoint}/backups`, accessKeyId: 'key', secretAccessKey: 'secret', region: 'us-east-1' });
show('s3mini', (await s3mini.listObjects()).map((entry) => entry.Key));
const lite = [];
for await (const entry of new Lite({ endPoint: endpoint, bucket: 'backups', accessKey: 'key', secretKey: 'secret', region: 'us-east-1', pathStyle: true }).listObjects()) {
  lite.push(entry.key);
}
show('s3-lite-client', lite);
const aws = [];
const client = new S3Client({ endpoint, forcePathStyle: true, region: 'us-east-1', credentials: { accessKeyId: 'key', secretAccessKey: 'secret' } });
for await (const page of paginateListObjectsV2({ client }, { Bucket: 'backups' })) {
  aws.push(...(page.Contents ?? []).map((entry) => entry.Key));
}
show('AWS', aws);

function show(name, keys) {
  console.log(`${name}: ${keys.join(', ')}`);
}
END
unset AWS_CA_BUNDLE
{
  java -cp 'lib/*' Listing.java "http://127.0.0.1:$port"
  NODE_NO_WARNINGS=1 node listing.mjs "$port"
  debian/usr/bin/rclone --config=/dev/null --s3-provider=Other --s3-list-version=2 --s3-access-key-id=key --s3-secret-access-key=secret \
    --s3-endpoint="http://127.0.0.1:$port" lsf :s3:backups >keys
  echo "rclone: $(paste -sd, keys | sed 's/,/, /g')"
} | tee seen

cat >expected <<'END'
MinIO for Java: 2024.age, 2025.age
ultralight-s3: 2024.age, 2025.age
minio: 2024.age, 2025.age, 2026.age
s3mini: 2024.age, 2025.age, 2026.age
s3-lite-client: 2024.age, 2025.age, 2026.age
AWS: 2024.age, 2025.age, 2026.age
rclone: 2024.age, 2025.age, 2026.age
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
