-- A machine that was off for months finds this month's partition before the first change.
do $$ begin perform maintain_audit_partitions(${audit_retention_days}); end $$;
