-- Keys that sort by the time they were made: UUID version 7 of RFC 9562, section 5.7, with the name and the order of
-- PostgreSQL 18's own uuidv7(), which takes over once the server has it.
--
-- 48 bits Unix milliseconds, 4 bits version, 12 bits fraction of the millisecond (method 3 of section 6.2), 2 bits
-- variant, 62 random bits. One tick is a 4096th of a millisecond. The clock has microseconds, so that two calls within
-- one would tie: a session keeps its last tick and counts on from it, also while the clock is set back.
create function uuidv7() returns uuid
    language plpgsql volatile
as $$
declare
    now_tick  constant bigint := trunc(extract(epoch from clock_timestamp()) * 4096000);
    last_tick constant bigint := coalesce(nullif(current_setting('roster.uuidv7_tick', true), ''), '0');
    tick      constant bigint := greatest(now_tick, last_tick + 1);
begin
    perform set_config('roster.uuidv7_tick', tick::text, false);
    -- The random half of a version 4 UUID already carries the variant.
    return encode(
        int8send((tick >> 12) << 16 | x'7000'::bigint | (tick & 4095)) || substring(uuid_send(gen_random_uuid()) from 9),
        'hex')::uuid;
end
$$;

comment on function uuidv7() is 'time-ordered UUID, RFC 9562 version 7; ascending within a session';
