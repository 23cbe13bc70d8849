#!/usr/bin/env bash
# Software: Micrometer 1.16.3 (its registries of Prometheus' old client and of the new one), Prometheus 2.42.0 (Debian 12), JDK 17
# A good guess: exemplars are an extra, a request's name beside a number. Who can't use one leaves it out.
# What is so: Micrometer writes an exemplar to the count of a histogram as well, with the old client, which Quarkus has, and with
# the new one. Debian's Prometheus knows exemplars of buckets and counters alone and refuses the whole page: no metric of that
# program is stored any more, up is 0, and every alert that waits for a value is silent. It begins with the first request that
# a trace was recorded for. The same page in the plain form, which has no exemplars, is taken.
# Seen (up, as Prometheus stored it, before and after the first request that is traced):
#   old client: before 1, after 0: exemplar refused
#   new client: before 1, after 0: exemplar refused
set -euo pipefail
dir=$(mktemp -d)
pids=()
stop() {
  local pid
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait
  rm -rf "$dir"
}
trap stop EXIT
cd "$dir"

# The libraries, with what they need, into the folder $1
jars() {
  local artifact dependencies=''
  for artifact in "${@:2}"; do
    IFS=: read -r group name version <<<"$artifact"
    dependencies+="<dependency><groupId>$group</groupId><artifactId>$name</artifactId><version>$version</version></dependency>"
  done
  cat >pom.xml <<END
<project><modelVersion>4.0.0</modelVersion><groupId>x</groupId><artifactId>x</artifactId><version>1</version><dependencies>$dependencies</dependencies></project>
END
  mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory="$1" -Dstyle.color=never >&2
}

jars old io.micrometer:micrometer-registry-prometheus-simpleclient:1.16.3
jars new io.micrometer:micrometer-registry-prometheus:1.16.3
apt-get download -q=2 'prometheus=2.42.0*' >&2
for package in *.deb; do dpkg -x "$package" debian; done

# Serves a page of metrics; GET /traced records a request whose trace is known.
server() {
  cat <<END
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Timer;
$1
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

public class Server {
  static volatile boolean traced;

  public static void main(String[] args) throws Exception {
    $2
    Timer timer = Timer.builder("requests").publishPercentileHistogram().register(registry);
    HttpServer http = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])), 0);
    http.createContext("/traced", exchange -> {
      traced = true;
      timer.record(Duration.ofMillis(3));
      exchange.sendResponseHeaders(204, -1);
    });
    http.createContext("/metrics", exchange -> {
      byte[] page = registry.scrape("application/openmetrics-text; version=1.0.0; charset=utf-8").getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/openmetrics-text; version=1.0.0; charset=utf-8");
      exchange.sendResponseHeaders(200, page.length);
      exchange.getResponseBody().write(page);
      exchange.close();
    });
    timer.record(Duration.ofMillis(3));
    http.start();
  }
}
END
}

mkdir -p old-source new-source
server 'import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.exemplars.DefaultExemplarSampler;
import io.prometheus.client.exemplars.tracer.common.SpanContextSupplier;' \
  'PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, new CollectorRegistry(), Clock.SYSTEM,
        new DefaultExemplarSampler(new SpanContextSupplier() {
          public String getTraceId() { return traced ? "4bf92f3577b34da6a3ce929d0e0e4736" : null; }
          public String getSpanId() { return traced ? "00f067aa0ba902b7" : null; }
          public boolean isSampled() { return traced; }
        }));' >old-source/Server.java
server 'import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.tracer.common.SpanContext;' \
  'PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM,
        new SpanContext() {
          public String getCurrentTraceId() { return traced ? "4bf92f3577b34da6a3ce929d0e0e4736" : null; }
          public String getCurrentSpanId() { return traced ? "00f067aa0ba902b7" : null; }
          public boolean isCurrentSpanSampled() { return traced; }
          public void markCurrentSpanAsExemplar() {}
        });' >new-source/Server.java

# What Prometheus has of "up", once it is $2 and for at most 20 s
up() {
  local seen=none
  for _ in $(seq 100); do
    seen=$(curl -s "http://127.0.0.1:$1/api/v1/query?query=up" | sed -n 's/.*,"\([01]\)"\].*/\1/p')
    [ "$seen" != "$2" ] || break
    sleep 0.2
  done
  echo "${seen:-none}"
}

check() {
  local port=$((20000 + RANDOM % 6000)) prometheus=$((26000 + RANDOM % 6000)) before after why=''
  java -cp "$1/*" "$1-source/Server.java" "$port" >"$1.log" 2>&1 &
  pids+=($!)
  until curl -sf -o /dev/null "http://127.0.0.1:$port/metrics"; do
    kill -0 "${pids[-1]}"
    sleep 0.2
  done
  cat >"$1.yml" <<END
global: {scrape_interval: 500ms, scrape_timeout: 400ms}
scrape_configs: [{job_name: x, static_configs: [{targets: ['127.0.0.1:$port']}]}]
END
  debian/usr/bin/prometheus --config.file="$1.yml" --storage.tsdb.path="$1-data" --web.listen-address="127.0.0.1:$prometheus" \
    --enable-feature=exemplar-storage >"$1-prometheus.log" 2>&1 &
  pids+=($!)
  until curl -sf -o /dev/null "http://127.0.0.1:$prometheus/-/ready"; do
    kill -0 "${pids[-1]}"
    sleep 0.2
  done
  before=$(up "$prometheus" 1)
  curl -sf "http://127.0.0.1:$port/traced"
  after=$(up "$prometheus" 0)
  # The plain form of an exemplar begins with " # {".
  curl -s "http://127.0.0.1:$port/metrics" | grep -q ' # {'
  if curl -s "http://127.0.0.1:$prometheus/api/v1/targets" | grep -q 'does not support exemplars'; then why=': exemplar refused'; fi
  echo "$1 client: before $before, after $after$why"
}

{
  check old
  check new
} >seen
cat seen
cat >expected <<'END'
old client: before 1, after 0: exemplar refused
new client: before 1, after 0: exemplar refused
END
if ! diff -u expected seen; then
  cat ./*.log >&2
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
