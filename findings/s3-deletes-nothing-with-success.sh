#!/usr/bin/env bash
# Software: s3cmd 2.3.0 (Debian 12), Apache jclouds 2.6.0; AWS' SDKs for Java 1.12.788 and for JavaScript (@aws-sdk/client-s3
# 3.1175.0), MinIO's client for Java 8.5.17, npm's minio 8.0.7 and s3mini 1.0.2
# A good guess: a key that may not be deleted, by a policy or since it's locked, makes a deletion fail. When many keys are
# deleted at once, S3 answers 200, with an error for each key that is still there; clients throw or return these errors.
# What is so: s3cmd prints "delete:" for each of them, and ends with 0. jclouds' removeBlobs, which returns nothing, throws
# nothing either. Old backups that were said to be removed, for space or for somebody's right to be forgotten, stay.
# Seen:
#   s3cmd del --recursive --force s3://backups/
#   delete: 's3://backups/2024.age'
#   delete: 's3://backups/2025.age'
#   s3cmd: ends with 0
#   jclouds: no error, returns nothing
#   AWS for Java: an error
#   MinIO for Java: no error, returns [2024.age: AccessDenied, 2025.age: AccessDenied]
#   AWS for JavaScript: no error, returns [2024.age: AccessDenied, 2025.age: AccessDenied]
#   minio: no error, returns [2024.age: AccessDenied, 2025.age: AccessDenied]
#   s3mini: no error, returns [false,false]
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

jars org.apache.jclouds.api:s3:2.6.0 com.amazonaws:aws-java-sdk-s3:1.12.788 io.minio:minio:8.5.17 org.slf4j:slf4j-nop:2.0.17
npm install --silent --no-save --ignore-scripts s3mini@1.0.2 minio@8.0.7 @aws-sdk/client-s3@3.1175.0 >&2
apt-get download -q=2 's3cmd=2.3.0-*' python3-dateutil python3-six python3-magic >&2
for package in *.deb; do dpkg -x "$package" debian; done

# A bucket that lists two keys, and lets nobody delete them
cat >server.mjs <<'END'
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';

const server = createServer((request, response) => {
  let body = '';
  request.on('data', (data) => (body += data)).on('end', () => {
    response.writeHead(200, { 'content-type': 'application/xml' });
    response.write('<?xml version="1.0" encoding="UTF-8"?>\n');
    if (request.method === 'POST') {
      const keys = [...body.matchAll(/<Key>([^<]*)/g)].map((match) => match[1]);
      response.end(`<DeleteResult>${keys.map((key) => `<Error><Key>${key}</Key><Code>AccessDenied</Code><Message>Access Denied</Message></Error>`).join('')}</DeleteResult>`);
    } else {
      const entries = ['2024.age', '2025.age'].map((key) =>
        `<Contents><Key>${key}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>"1"</ETag><Size>7</Size></Contents>`);
      response.end(`<ListBucketResult><Name>backups</Name><Prefix/><MaxKeys>1000</MaxKeys><IsTruncated>false</IsTruncated>${entries.join('')}</ListBucketResult>`);
    }
  });
});
server.listen(0, '127.0.0.1', () => writeFileSync('port', String(server.address().port)));
END
node server.mjs &
server=$!
until [ -s port ]; do sleep 0.1; done
port=$(cat port)

cat >Delete.java <<'END'
import com.amazonaws.auth.*;
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.s3.*;
import com.amazonaws.services.s3.model.DeleteObjectsRequest;
import io.minio.*;
import io.minio.messages.*;
import java.util.*;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStoreContext;

public class Delete {
  public static void main(String[] args) {
    show("jclouds", () -> {
      Properties path = new Properties();
      path.setProperty("jclouds.s3.virtual-host-buckets", "false");
      try (BlobStoreContext context = ContextBuilder.newBuilder("s3").endpoint(args[0]).credentials("key", "secret").overrides(path).buildView(BlobStoreContext.class)) {
        context.getBlobStore().removeBlobs("backups", List.of("2024.age", "2025.age"));
        return "nothing";
      }
    });
    show("AWS for Java", () -> {
      AmazonS3 client = AmazonS3ClientBuilder.standard().withEndpointConfiguration(new EndpointConfiguration(args[0], "us-east-1")).withPathStyleAccessEnabled(true)
          .withCredentials(new AWSStaticCredentialsProvider(new BasicAWSCredentials("key", "secret"))).build();
      return client.deleteObjects(new DeleteObjectsRequest("backups").withKeys("2024.age", "2025.age"));
    });
    show("MinIO for Java", () -> {
      MinioClient client = MinioClient.builder().endpoint(args[0]).credentials("key", "secret").region("us-east-1").build();
      List<String> errors = new ArrayList<>();
      for (Result<DeleteError> error : client.removeObjects(RemoveObjectsArgs.builder().bucket("backups").objects(List.of(new DeleteObject("2024.age"), new DeleteObject("2025.age"))).build())) {
        errors.add(error.get().objectName() + ": " + error.get().code());
      }
      return errors;
    });
    System.exit(0);
  }

  interface Call {
    Object call() throws Exception;
  }

  static void show(String name, Call call) {
    try {
      System.out.println(name + ": no error, returns " + call.call());
    } catch (Exception e) {
      System.out.println(name + ": an error");
    }
  }
}
END
cat >delete.mjs <<'END'
import { DeleteObjectsCommand, S3Client } from '@aws-sdk/client-s3';
import { Client } from 'minio';
import { S3mini } from 's3mini';

const port = Number(process.argv[2]);
const endpoint = `http://127.0.0.1:${port}`;
const keys = ['2024.age', '2025.age'];
const aws = new S3Client({ endpoint, forcePathStyle: true, region: 'us-east-1', credentials: { accessKeyId: 'key', secretAccessKey: 'secret' } });
const { Errors } = await aws.send(new DeleteObjectsCommand({ Bucket: 'backups', Delete: { Objects: keys.map((Key) => ({ Key })) } }));
console.log(`AWS for JavaScript: no error, returns [${Errors.map((error) => `${error.Key}: ${error.Code}`).join(', ')}]`);
const minio = new Client({ endPoint: '127.0.0.1', port, useSSL: false, accessKey: 'key', secretKey: 'secret', region: 'us-east-1' });
console.log(`minio: no error, returns [${(await minio.removeObjects('backups', keys)).map((error) => `${error.Key}: ${error.Code}`).join(', ')}]`);
const s3mini = new S3mini({ endpoint: `${endpoint}/backups`, accessKeyId: 'key', secretAccessKey: 'secret', region: 'us-east-1' });
console.log(`s3mini: no error, returns ${JSON.stringify(await s3mini.deleteObjects(keys))}`);
END
cat >s3cfg <<END
[default]
access_key = key
secret_key = secret
host_base = 127.0.0.1:$port
host_bucket = 127.0.0.1:$port
bucket_location = us-east-1
use_https = False
END
{
  echo 's3cmd del --recursive --force s3://backups/'
  PYTHONPATH=$dir/debian/usr/lib/python3/dist-packages /usr/bin/python3 -S debian/usr/bin/s3cmd -c s3cfg del --recursive --force s3://backups/ 2>&1 && code=0 || code=$?
  echo "s3cmd: ends with $code"
  java -cp 'lib/*' Delete.java "http://127.0.0.1:$port" 2>log
  NODE_NO_WARNINGS=1 node delete.mjs "$port"
} | tee seen

cat >expected <<'END'
s3cmd del --recursive --force s3://backups/
delete: 's3://backups/2024.age'
delete: 's3://backups/2025.age'
s3cmd: ends with 0
jclouds: no error, returns nothing
AWS for Java: an error
MinIO for Java: no error, returns [2024.age: AccessDenied, 2025.age: AccessDenied]
AWS for JavaScript: no error, returns [2024.age: AccessDenied, 2025.age: AccessDenied]
minio: no error, returns [2024.age: AccessDenied, 2025.age: AccessDenied]
s3mini: no error, returns [false,false]
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
