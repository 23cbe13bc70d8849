#!/usr/bin/env bash
# Software: promtool 2.42.0 (Debian 12)
# A good guess: promtool's unit test of an alert fails when no such alert is in the rules, since its name was changed there or
# is misspelt in the test; a check of a configuration fails when the file with the rules isn't there.
# What is so: a test that expects no alert succeeds for an alert that doesn't exist, and for rules of which no file was read:
# there is a warning beside SUCCESS, and the code is 0. The check of Prometheus' configuration doesn't even warn. So a test
# that says when nobody is to be woken goes on to succeed when nobody can be woken any more.
# Seen:
#   silent after a day
#     Unit Testing:  test.yml
#     SUCCESS
#     ends with 0
#   silent after two days
#     Unit Testing:  test.yml
#     FAILED:
#     alertname: BackupTooOld, time: 2d,
#     exp:[],
#     got:[
#     0:
#     Labels:{alertname="BackupTooOld"}
#     Annotations:{}
#     ]
#     ends with 1
#   silent after two days, with an alert that does not exist
#     Unit Testing:  test.yml
#     SUCCESS
#     ends with 0
#   silent after two days, with a file that does not exist
#     Unit Testing:  test.yml
#     WARNING: no file match pattern rule.yml
#     SUCCESS
#     ends with 0
#   a configuration, with a file that does not exist
#     Checking prometheus.yml
#     SUCCESS: prometheus.yml is valid prometheus config file syntax
#     ends with 0
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"

apt-get download -q=2 'prometheus=2.42.0*' >&2
for package in *.deb; do dpkg -x "$package" debian; done
promtool=debian/usr/bin/promtool

cat >rules.yml <<'END'
groups:
  - name: backups
    rules:
      - alert: BackupTooOld
        expr: time() - backup_last_success_timestamp_seconds > 26 * 3600
END
# A test of alert $2 of the rules in $1, a day after a backup, when it's to be silent, or two days after it
test_of() {
  cat <<END
rule_files: [$1]
tests:
  - interval: 1h
    input_series:
      - series: backup_last_success_timestamp_seconds
        values: 0x100
    alert_rule_test:
      - eval_time: $3
        alertname: $2
        exp_alerts: []
END
}
run() {
  "$promtool" "$@" >log 2>&1 && code=0 || code=$?
  sed 's/^ */  /; /^ *$/d' log
  echo "  ends with $code"
}
{
  echo 'silent after a day'
  test_of rules.yml BackupTooOld 24h >test.yml && run test rules test.yml
  echo 'silent after two days'
  test_of rules.yml BackupTooOld 48h >test.yml && run test rules test.yml
  echo 'silent after two days, with an alert that does not exist'
  test_of rules.yml BackupIsTooOld 48h >test.yml && run test rules test.yml
  echo 'silent after two days, with a file that does not exist'
  test_of rule.yml BackupTooOld 48h >test.yml && run test rules test.yml
  echo 'a configuration, with a file that does not exist'
  printf 'rule_files: [rules/*.yml]\n' >prometheus.yml && run check config prometheus.yml
} | tee seen

cat >expected <<'END'
silent after a day
  Unit Testing:  test.yml
  SUCCESS
  ends with 0
silent after two days
  Unit Testing:  test.yml
  FAILED:
  alertname: BackupTooOld, time: 2d, 
  exp:[], 
  got:[
  0:
  Labels:{alertname="BackupTooOld"}
  Annotations:{}
  ]
  ends with 1
silent after two days, with an alert that does not exist
  Unit Testing:  test.yml
  SUCCESS
  ends with 0
silent after two days, with a file that does not exist
  Unit Testing:  test.yml
  WARNING: no file match pattern rule.yml
  SUCCESS
  ends with 0
a configuration, with a file that does not exist
  Checking prometheus.yml
  SUCCESS: prometheus.yml is valid prometheus config file syntax
  ends with 0
END
if ! diff -u expected seen; then
  echo "It is otherwise now." >&2
  exit 1
fi
echo "Still so."
