-- What was created by requests that named themselves with Idempotency-Key, so that one sent again creates nothing. Rows are
-- kept for a day. An answer is made of its row and of the request, which is the same.
create table idempotency_keys (
    -- Whose request it was, as audit_events has it.
    actor       text        collate "C" not null,
    key         text        collate "C" not null,
    -- A digest of the operation and of the request's body.
    fingerprint bytea       not null,
    -- What was created.
    entity_id   uuid        not null,
    created_at  timestamptz not null default now(),
    constraint idempotency_keys_pkey primary key (actor, key),
    constraint idempotency_keys_key_check check (length(key) between 1 and 255),
    constraint idempotency_keys_fingerprint_check check (length(fingerprint) = 32)
);
