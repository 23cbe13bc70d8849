#!/usr/bin/env bash
# Software: npm's @opentelemetry/otlp-transformer 0.208.0, opentelemetry-proto 1.9.0-alpha with protobuf-java 4.33.1, JDK 17
# A good guess: what OpenTelemetry writes as JSON is read by the classes that are made of OpenTelemetry's own protocol, with
# Protocol Buffers' reader of JSON; if it weren't, the reader would say so.
# What is so: the two disagree about ids. OTLP's JSON has them as hexadecimal digits, Protocol Buffers' as base64, and 32
# hexadecimal digits are base64 as well: a trace's 16 bytes become 24 others, a span's 8 bytes 12, without an error. Sent on
# in the binary form, no collector knows them; written as JSON again they look right, so that a test which reads what it
# wrote is content. All other fields are read as they are.
# Seen:
#   written: a trace of 32 digits, a span of 16
#   read: a trace of 24 bytes, a span of 12, the name GET /users/{id}, the same ids: false
#   written as JSON again: the same ids: true
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

jars io.opentelemetry.proto:opentelemetry-proto:1.9.0-alpha com.google.protobuf:protobuf-java:4.33.1 com.google.protobuf:protobuf-java-util:4.33.1
npm install --silent --no-save --ignore-scripts @opentelemetry/otlp-transformer@0.208.0 @opentelemetry/sdk-trace-base@2.2.0 \
  @opentelemetry/api@1.9.0 >&2
cat >write.mjs <<'END'
import { writeFileSync } from 'node:fs';
import { JsonTraceSerializer } from '@opentelemetry/otlp-transformer';
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';

const memory = new InMemorySpanExporter();
const provider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(memory)] });
provider.getTracer('any').startSpan('GET /users/{id}').end();
const [span] = memory.getFinishedSpans();
const { traceId, spanId } = span.spanContext();
writeFileSync('trace.json', JsonTraceSerializer.serializeRequest([span]));
writeFileSync('ids', `${traceId}\n${spanId}\n`);
console.log(`written: a trace of ${traceId.length} digits, a span of ${spanId.length}`);
END
cat >Read.java <<'END'
import com.google.protobuf.util.JsonFormat;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

public class Read {
  public static void main(String[] args) throws Exception {
    List<String> ids = Files.readAllLines(Path.of("ids"));
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    JsonFormat.parser().ignoringUnknownFields().merge(Files.readString(Path.of("trace.json")), request);
    Span span = request.getResourceSpans(0).getScopeSpans(0).getSpans(0);
    HexFormat hex = HexFormat.of();
    boolean same = hex.formatHex(span.getTraceId().toByteArray()).equals(ids.get(0))
        && hex.formatHex(span.getSpanId().toByteArray()).equals(ids.get(1));
    System.out.printf("read: a trace of %d bytes, a span of %d, the name %s, the same ids: %s%n",
        span.getTraceId().size(), span.getSpanId().size(), span.getName(), same);
    String again = JsonFormat.printer().print(request);
    System.out.println("written as JSON again: the same ids: " + (again.contains(ids.get(0)) && again.contains(ids.get(1))));
  }
}
END
{
  node write.mjs
  java -cp 'lib/*' Read.java
} >seen
cat seen
cat >expected <<'END'
written: a trace of 32 digits, a span of 16
read: a trace of 24 bytes, a span of 12, the name GET /users/{id}, the same ids: false
written as JSON again: the same ids: true
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
