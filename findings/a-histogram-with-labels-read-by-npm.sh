#!/usr/bin/env bash
# Software: npm's parse-prometheus-text-format 1.1.1; npm's prom-client 15.1.3 and python3-prometheus-client 0.16.0 (Debian 12)
# A good guess: a histogram or a summary that has labels, as each one of requests has, is read back as what was written: a
# series for each path, with its buckets, sum and count. Counters with labels are.
# What is so: all series of a histogram with labels become one, which has the buckets of the last series, and no labels, no sum
# and no count. So does a summary. There is no error. Without labels all of it is there.
# Seen:
#   written
#     requests_total{path="/users"} 4
#     requests_total{path="/roles"} 1
#     seconds_bucket{le="1",path="/users"} 3
#     seconds_bucket{le="+Inf",path="/users"} 4
#     seconds_sum{path="/users"} 8.5
#     seconds_count{path="/users"} 4
#     seconds_bucket{le="1",path="/roles"} 1
#     seconds_bucket{le="+Inf",path="/roles"} 1
#     seconds_sum{path="/roles"} 0.5
#     seconds_count{path="/roles"} 1
#     bytes{quantile="0.5",path="/users"} 2.125
#     bytes_sum{path="/users"} 8.5
#     bytes_count{path="/users"} 4
#     bytes{quantile="0.5",path="/roles"} 0.5
#     bytes_sum{path="/roles"} 0.5
#     bytes_count{path="/roles"} 1
#     size_bucket{le="1"} 4
#     size_bucket{le="+Inf"} 5
#     size_sum 9
#     size_count 5
#   prometheus-client
#     requests: 2 samples, of 2 series
#     seconds: 8 samples, of 2 series
#     bytes: 6 samples, of 2 series
#     size: 4 samples, of 1 series
#   parse-prometheus-text-format
#     requests_total: {"value":"4","labels":{"path":"/users"}}
#     requests_total: {"value":"1","labels":{"path":"/roles"}}
#     seconds: {"buckets":{"1":"1","+Inf":"1"}}
#     bytes: {"quantiles":{"0.5":"0.5"}}
#     size: {"buckets":{"1":"4","+Inf":"5"},"count":"5","sum":"9"}
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

npm install --silent --no-save --ignore-scripts parse-prometheus-text-format@1.1.1 prom-client@15.1.3 >&2
apt-get download -q=2 'python3-prometheus-client=0.16.0-*' python3-decorator >&2
for package in *.deb; do dpkg -x "$package" debian; done
cat >write.cjs <<'END'
const { Counter, Histogram, Summary, register } = require('prom-client');

const requests = new Counter({ name: 'requests_total', help: 'Requests', labelNames: ['path'] });
const seconds = new Histogram({ name: 'seconds', help: 'How long they took', labelNames: ['path'], buckets: [1] });
const bytes = new Summary({ name: 'bytes', help: 'How long they were', labelNames: ['path'], percentiles: [0.5] });
const size = new Histogram({ name: 'size', help: 'Without labels', buckets: [1] });
for (const [path, values] of [['/users', [0.5, 0.5, 0.5, 7]], ['/roles', [0.5]]]) {
  for (const value of values) {
    requests.inc({ path });
    seconds.observe({ path }, value);
    bytes.observe({ path }, value);
    size.observe(value);
  }
}
register.metrics().then(console.log);
END
cat >read.cjs <<'END'
const parse = require('parse-prometheus-text-format').default ?? require('parse-prometheus-text-format');

for (const family of parse(require('fs').readFileSync('metrics', 'utf8'))) {
  for (const metric of family.metrics) {
    console.log(`  ${family.name}: ${JSON.stringify(metric)}`);
  }
}
END
cat >read.py <<'END'
from prometheus_client.parser import text_string_to_metric_families
for family in text_string_to_metric_families(open('metrics').read()):
    print(f'  {family.name}: {len(family.samples)} samples, of {len({sample.labels.get("path") for sample in family.samples})} series')
END
node write.cjs >metrics
{
  echo 'written'
  grep -v '^#\|^$' metrics | sed 's/^/  /'
  echo 'prometheus-client'
  PYTHONPATH=$dir/debian/usr/lib/python3/dist-packages /usr/bin/python3 -S read.py
  echo 'parse-prometheus-text-format'
  node read.cjs
} | tee seen

cat >expected <<'END'
written
  requests_total{path="/users"} 4
  requests_total{path="/roles"} 1
  seconds_bucket{le="1",path="/users"} 3
  seconds_bucket{le="+Inf",path="/users"} 4
  seconds_sum{path="/users"} 8.5
  seconds_count{path="/users"} 4
  seconds_bucket{le="1",path="/roles"} 1
  seconds_bucket{le="+Inf",path="/roles"} 1
  seconds_sum{path="/roles"} 0.5
  seconds_count{path="/roles"} 1
  bytes{quantile="0.5",path="/users"} 2.125
  bytes_sum{path="/users"} 8.5
  bytes_count{path="/users"} 4
  bytes{quantile="0.5",path="/roles"} 0.5
  bytes_sum{path="/roles"} 0.5
  bytes_count{path="/roles"} 1
  size_bucket{le="1"} 4
  size_bucket{le="+Inf"} 5
  size_sum 9
  size_count 5
prometheus-client
  requests: 2 samples, of 2 series
  seconds: 8 samples, of 2 series
  bytes: 6 samples, of 2 series
  size: 4 samples, of 1 series
parse-prometheus-text-format
  requests_total: {"value":"4","labels":{"path":"/users"}}
  requests_total: {"value":"1","labels":{"path":"/roles"}}
  seconds: {"buckets":{"1":"1","+Inf":"1"}}
  bytes: {"quantiles":{"0.5":"0.5"}}
  size: {"buckets":{"1":"4","+Inf":"5"},"count":"5","sum":"9"}
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
