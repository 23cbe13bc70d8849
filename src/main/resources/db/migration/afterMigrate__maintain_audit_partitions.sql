-- A machine that was off for months finds this month's partition before the first change.
select maintain_audit_partitions(${audit_retention_days});
