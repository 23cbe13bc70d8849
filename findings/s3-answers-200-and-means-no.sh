#!/usr/bin/env bash
# Software: Apache jclouds 2.6.0, npm's s3mini 1.0.2; npm's minio 8.0.7, AWS' SDK for JavaScript (@aws-sdk/client-s3)
# 3.1175.0, MinIO's client for Java 8.5.17 and rclone 1.60.1 (Debian 12)
# A good guess: S3 begins to answer the end of an upload in parts with 200 before it's done, so that an answer of 200 may
# hold an error, as its documentation says. Each client looks into the answer, and tells the error.
# What is so: jclouds takes it for a success. Its putBlob returns null where the ETag should be, which nobody looks at.
# s3mini returns an object with the error in it, where the ETag would be. Nothing is stored, and the backup is said to be
# there.
# Seen:
#   jclouds: no error, returned null
#   s3mini: no error, returned {"Error":{"Code":"InternalError","Message":"Please try again."}}
#   minio: an error
#   AWS: an error
#   MinIO for Java: an error
#   rclone: ends with 1
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

jars org.apache.jclouds.api:s3:2.6.0 io.minio:minio:8.5.17 org.slf4j:slf4j-nop:2.0.17
npm install --silent --no-save --ignore-scripts s3mini@1.0.2 minio@8.0.7 @aws-sdk/client-s3@3.1175.0 >&2
apt-get download -q=2 'rclone=1.60.1*' >&2
for package in *.deb; do dpkg -x "$package" debian; done

# What S3 says to an upload in parts, until the end of it: 200, and then an error
cat >server.mjs <<'END'
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';

const server = createServer((request, response) => {
  const url = new URL(request.url, 'http://localhost');
  const md5 = createHash('md5');
  request.on('data', (data) => md5.update(data)).on('end', () => {
    if (request.method === 'PUT') {
      response.writeHead(200, { etag: `"${md5.digest('hex')}"` }).end();
    } else if (request.method === 'POST' && url.searchParams.has('uploads')) {
      answer(response, '<InitiateMultipartUploadResult><Bucket>backups</Bucket><Key>dump</Key><UploadId>1</UploadId></InitiateMultipartUploadResult>');
    } else if (request.method === 'POST') {
      answer(response, '<Error><Code>InternalError</Code><Message>Please try again.</Message></Error>');
    } else if (request.method === 'DELETE') {
      response.writeHead(204).end();
    } else {
      response.writeHead(404).end();
    }
  });
});
server.listen(0, '127.0.0.1', () => writeFileSync('port', String(server.address().port)));

function answer(response, xml) {
  response.writeHead(200, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}`);
}
END
node server.mjs &
server=$!
until [ -s port ]; do sleep 0.1; done
port=$(cat port)

head -c 40000000 /dev/zero >dump
cat >Upload.java <<'END'
import com.google.common.io.Files;
import io.minio.*;
import java.io.File;
import java.util.Properties;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.*;
import org.jclouds.blobstore.options.PutOptions;

public class Upload {
  public static void main(String[] args) {
    File dump = new File("dump");
    show("jclouds", () -> {
      Properties path = new Properties();
      path.setProperty("jclouds.s3.virtual-host-buckets", "false");
      try (BlobStoreContext context = ContextBuilder.newBuilder("s3").endpoint(args[0]).credentials("key", "secret").overrides(path).buildView(BlobStoreContext.class)) {
        BlobStore store = context.getBlobStore();
        return store.putBlob("backups", store.blobBuilder("dump").payload(Files.asByteSource(dump)).contentLength(dump.length()).build(), PutOptions.Builder.multipart());
      }
    });
    show("MinIO for Java", () -> {
      MinioClient client = MinioClient.builder().endpoint(args[0]).credentials("key", "secret").region("us-east-1").build();
      return client.uploadObject(UploadObjectArgs.builder().bucket("backups").object("dump").filename("dump", 5 << 20).build()).etag();
    });
    System.exit(0);
  }

  interface Call {
    Object call() throws Exception;
  }

  static void show(String name, Call call) {
    try {
      System.out.println(name + ": no error, returned " + call.call());
    } catch (Exception e) {
      System.out.println(name + ": an error");
    }
  }
}
END
cat >upload.mjs <<'END'
import { CompleteMultipartUploadCommand, S3Client } from '@aws-sdk/client-s3';
import { Client } from 'minio';
import { S3mini } from 's3mini';

const port = Number(process.argv[2]);
const endpoint = `http://127.0.0.1:${port}`;
const s3mini = new S3mini({ endpoint: `${endpoint}/backups`, accessKeyId: 'key', secretAccessKey: 'secret', region: 'us-east-1' });
const minio = new Client({ endPoint: '127.0.0.1', port, useSSL: false, partSize: 5 * 1024 * 1024, accessKey: 'key', secretKey: 'secret', region: 'us-east-1' });
const aws = new S3Client({ endpoint, forcePathStyle: true, region: 'us-east-1', credentials: { accessKeyId: 'key', secretAccessKey: 'secret' }, maxAttempts: 1 });
const parts = [{ partNumber: 1, etag: '1' }];

await show('s3mini', () => s3mini.completeMultipartUpload('dump', '1', parts));
await show('minio', () => minio.fPutObject('backups', 'dump', 'dump'));
await show('AWS', () => aws.send(new CompleteMultipartUploadCommand({ Bucket: 'backups', Key: 'dump', UploadId: '1', MultipartUpload: { Parts: [{ PartNumber: 1, ETag: '1' }] } })));

async function show(name, call) {
  try {
    console.log(`${name}: no error, returned ${JSON.stringify(await call())}`);
  } catch {
    console.log(`${name}: an error`);
  }
}
END
unset AWS_CA_BUNDLE
{
  java -cp 'lib/*' Upload.java "http://127.0.0.1:$port"
  NODE_NO_WARNINGS=1 node upload.mjs "$port"
  debian/usr/bin/rclone --config=/dev/null --retries=1 --low-level-retries=1 --s3-provider=Other --s3-access-key-id=key --s3-secret-access-key=secret \
    --s3-endpoint="http://127.0.0.1:$port" --s3-upload-cutoff=5M copyto dump :s3:backups/dump 2>log && code=0 || code=$?
  echo "rclone: ends with $code"
} >answers
for name in jclouds s3mini minio AWS 'MinIO for Java' rclone; do grep "^$name: " answers; done | tee seen

cat >expected <<'END'
jclouds: no error, returned null
s3mini: no error, returned {"Error":{"Code":"InternalError","Message":"Please try again."}}
minio: an error
AWS: an error
MinIO for Java: an error
rclone: ends with 1
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
