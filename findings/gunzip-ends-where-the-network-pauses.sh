#!/usr/bin/env bash
# Software: the JDK 17's GZIPInputStream and HttpClient
# A good guess: two gzip files, one behind the other, are a gzip file (RFC 1952; rotated logs and "cat a.gz b.gz" are
# made so), and GZIPInputStream reads both, or the first alone, but always the same.
# What is so: behind the first it reads on only if available() of the stream beneath says that there's more. A network
# says so or not, depending on what has arrived: if nothing more has, the end of the first file is the end, without an
# error. The same answer of the same server is two lines, or one. (The JDK 25 reads both lines always.)
# Seen:
#   lines: 2, Java 17
#   saved to a file and read: 2
#   read as it comes, HttpClient: 1
#   read as it comes, URL: 1
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

cat >Lines.java <<'END'
import com.sun.net.httpserver.HttpServer;
import java.io.*;
import java.net.*;
import java.net.http.*;
import java.nio.file.*;
import java.util.zip.*;

public class Lines {
  public static void main(String[] args) throws Exception {
    byte[] first = gzip("first line\n");
    byte[] second = gzip("second line\n");
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/", exchange -> {
      exchange.sendResponseHeaders(200, first.length + second.length);
      exchange.getResponseBody().write(first);
      exchange.getResponseBody().flush();
      try {
        Thread.sleep(1000);
        exchange.getResponseBody().write(second);
        exchange.close();
      } catch (Exception e) {
        // The reader has had enough
      }
    });
    server.start();
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request = HttpRequest.newBuilder(uri).build();
    Path file = client.send(request, HttpResponse.BodyHandlers.ofFile(Path.of("lines.gz"))).body();
    System.out.println("saved to a file and read: " + lines(Files.newInputStream(file)));
    System.out.println("read as it comes, HttpClient: " + lines(client.send(request, HttpResponse.BodyHandlers.ofInputStream()).body()));
    System.out.println("read as it comes, URL: " + lines(uri.toURL().openStream()));
    System.exit(0);
  }

  static long lines(InputStream in) throws IOException {
    try (BufferedReader reader = new BufferedReader(new InputStreamReader(new GZIPInputStream(in)))) {
      return reader.lines().count();
    }
  }

  static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes());
    }
    return bytes.toByteArray();
  }
}
END
{
  echo "lines: 2, Java $(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java.specification.version = //p')"
  java Lines.java
} | tee seen

cat >expected <<'END'
lines: 2, Java 17
saved to a file and read: 2
read as it comes, HttpClient: 1
read as it comes, URL: 1
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
