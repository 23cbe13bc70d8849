drop function maintain_audit_partitions(integer);
drop table audit_events;
drop function uuidv7_floor(timestamptz);
