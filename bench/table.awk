# The second half of the table and the targets, out of lines "case who round req/s p50 p99 CPU CPU CPU": seconds per
# 1,000 requests of the service, the database and the load generator.

{
  for (i = 4; i <= 9; i++) value[$1, $2, i, $3] = $i
}

# The median over the rounds of a column; with a second one given, of the rounds' ratios.
function median(one, who, i, other, whose, j,    round, n, k, swap, list) {
  for (round = 1; round <= rounds; round++) {
    list[++n] = value[one, who, i, round] + 0
    if (other != "") list[n] = ratio(list[n], value[other, whose, j, round])
    for (k = n; k > 1 && list[k] < list[k - 1]; k--) { swap = list[k]; list[k] = list[k - 1]; list[k - 1] = swap }
  }
  return n % 2 ? list[(n + 1) / 2] : (list[n / 2] + list[n / 2 + 1]) / 2
}

function ratio(a, b) { return b > 0 ? a / b : 0 }

function row(label, name) {
  printf "%-20s %8.0f %8.2f %8.2f %9.3f %9.3f %9.3f | %8.0f %9.3f %9.3f | %7.2f %8.2f  | %s\n", label,
    median(name, "service", 4), median(name, "service", 5), median(name, "service", 6),
    median(name, "service", 7), median(name, "service", 8), median(name, "service", 9),
    median(name, "pgbench", 4), median(name, "pgbench", 8), median(name, "pgbench", 9),
    median(name, "service", 4, name, "pgbench", 4), median(name, "service", 8, name, "pgbench", 8),
    (name, "open", 4, 1) in value ? sprintf("%7.2f %7.2f",
      median(name, "service", 4, name, "open", 4), median(name, "service", 7, name, "open", 7)) : ""
}

function target(label, measured, least, most) {
  printf "%-58s %6.2f  %s %-4s  %s\n", label, measured, least ? ">=" : "<=", least ? least : most,
    (least ? measured >= least : measured <= most) ? "reached" : "not reached"
}

function spent(name, who) {
  return (who == "service" ? median(name, who, 7) : 0) + median(name, who, 8) + median(name, who, 9)
}

END {
  print ""
  printf "%-20s %-56s | %-28s | %-17s | %s\n", "", "service, signed in, asked by wrk", "pgbench, same statements",
    "service / pgbench", "signed in / open"
  printf "%-20s %8s %8s %8s %-29s | %8s %-19s | %7s %8s  | %7s %7s\n", "", "", "p50", "p99",
    "   CPU s per 1,000 requests", "", "  CPU s per 1,000", "", "CPU of", "", "CPU of"
  printf "%-20s %8s %8s %8s %9s %9s %9s | %8s %9s %9s | %7s %8s  | %7s %7s\n", "", "req/s", "ms", "ms", "service",
    "database", "wrk", "req/s", "database", "pgbench", "req/s", "database", "req/s", "service"
  row("get by id", "find")
  if (compare) row("  of 100,000 users", "find-small")
  row("get by e-mail", "email")
  row("page 1", "first")
  row("page 10,000", "far")
  row("create", "create")

  print ""
  by_id = median("find", "service", 4, "find", "pgbench", 4)
  target("get by id: req/s of the service / of pgbench", by_id, 0.4)
  if (by_id < 0.4)
    printf "  reason: a request costs %.3f ms of CPU with everything, a pgbench statement %.3f ms, on the same %d cores\n" \
      "          (by CPU alone %.2f: the rest is cores that stood idle or worked for others)\n",
      spent("find", "service"), spent("find", "pgbench"), cores, ratio(spent("find", "pgbench"), spent("find", "service"))
  target("get by id, signed in / open: CPU of the service", median("find", "service", 7, "find", "open", 7), 0, 1.15)
  target("page 10,000 / page 1: time per request", median("first", "service", 4, "far", "service", 4), 0, 1.2)
  target("page 10,000 / page 1: CPU of the database",
    median("far", "service", 8, "first", "service", 8), 0, 1.2)
  if (compare) {
    target("get by id, 1,000,000 / 100,000 users: time per request",
      median("find-small", "service", 4, "find", "service", 4), 0, 1.2)
    target("get by id, 1,000,000 / 100,000 users: CPU of the database",
      median("find", "service", 8, "find-small", "service", 8), 0, 1.2)
  } else {
    print "get by id, 1,000,000 / 100,000 users: measured by --compare"
  }
}
