# The table of bench/compare, out of lines "case build round …": of a block, req/s p50 p99 and the CPU of service, database
# and load generator in seconds per 1,000 requests; of a start, ms and CPU ms; of memory, MiB.

{
  for (i = 4; i <= NF; i++) value[$1, $2, i, $3] = $i
}

function median(one, who, i,    round, n, k, swap, list) {
  for (round = 1; (one, who, i, round) in value; round++) {
    list[++n] = value[one, who, i, round] + 0
    for (k = n; k > 1 && list[k] < list[k - 1]; k--) { swap = list[k]; list[k] = list[k - 1]; list[k - 1] = swap }
  }
  return n == 0 ? "" : n % 2 ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2
}

# The measured value, and how often the first build's it is.
function cell(who, one, i, form,    measured) {
  measured = median(one, who, i)
  if (measured == "") return sprintf("%17s", "-")
  return sprintf("%17s", sprintf(form, measured) (who == "build0" ? "" : sprintf(" %5.2f x", ratio(measured, median(one, "build0", i)))))
}

function ratio(a, b) { return b > 0 ? a / b : 0 }

function row(label, one, i, form,    b, line) {
  line = sprintf("%-30s", label)
  for (b = 0; b < count; b++) line = line cell("build" b, one, i, form)
  print line
}

END {
  print ""
  line = sprintf("%-30s", "")
  for (b = 1; b <= count; b++) line = line sprintf("%17s", "build " b)
  print line
  row("start: ms", "start", 4, "%.0f")
  row("       CPU ms", "start", 5, "%.0f")
  row("RSS, MiB: idle", "idle", 4, "%.0f")
  row("          peak", "peak", 4, "%.0f")
  row("get by id: req/s", "get", 4, "%.0f")
  row("  p99, ms", "get", 6, "%.1f")
  row("  CPU ms of the service", "get", 7, "%.3f")
  row("  CPU ms of the database", "get", 8, "%.3f")
  row("50 users: req/s", "list", 4, "%.0f")
  row("  CPU ms of the service", "list", 7, "%.3f")
  row("  CPU ms of the database", "list", 8, "%.3f")
  row("create: req/s", "create", 4, "%.0f")
  row("  CPU ms of the service", "create", 7, "%.3f")
  row("  CPU ms of the database", "create", 8, "%.3f")
  row("sign-in: CPU ms of the service", "sign-in", 7, "%.1f")
}
