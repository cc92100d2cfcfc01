-- The two things that are decided inside the database, each in one round trip and one transaction.

-- Keep an outcome, or none of it. Records come in the order of kind and id, each once: the version it must have now
-- (0: must not exist) and the one it then has (0: taken away; NULL: it is only compared). `p_seq` and `p_digest` are the
-- head that the lines of the timeline follow; `p_last` is the digest of the last of them.
--
-- Verdicts: 'kept'; 'conflict' with kind and id; 'moved' with the newest line, when the chain has another head by now;
-- 'layout' with the kind, when its keys do not fit `layouts`. Locks are taken in one order (the school's absences, rows by
-- kind and id, new rows likewise, the head), so that two outcomes never wait for each other in a ring.
CREATE FUNCTION keep_outcome(
    p_tenant text,
    p_kinds text[], p_ids text[], p_held bigint[], p_versions bigint[],
    p_dues timestamptz[], p_keys text[], p_bodies text[],
    p_subjects text[], p_lines text[], p_seq bigint, p_digest text, p_last text,
    OUT verdict text, OUT what text, OUT which text
) LANGUAGE plpgsql AS $$
DECLARE
    wrong text[];
    head schools%ROWTYPE;
BEGIN
    -- A row that is not there cannot be locked. Whoever rests on that keeps others from making new rows meanwhile.
    IF EXISTS (SELECT FROM unnest(p_held, p_versions) AS a(held, version)
               WHERE a.held = 0 AND coalesce(a.version, 0) = 0) THEN
        PERFORM pg_advisory_xact_lock(hashtextextended(p_tenant, 8));
    ELSIF 0 = ANY (p_held) THEN
        PERFORM pg_advisory_xact_lock_shared(hashtextextended(p_tenant, 8));
    END IF;

    -- Taken before the layouts are read: `migrate` waits for those who have read the old ones.
    LOCK TABLE documents IN ROW EXCLUSIVE MODE;
    SELECT a.kind INTO what
    FROM unnest(p_kinds, p_versions, p_keys) AS a(kind, version, keys) LEFT JOIN layouts USING (kind)
    WHERE a.version > 0 AND json_array_length(a.keys::json) IS DISTINCT FROM cardinality(layouts.fields)
    LIMIT 1;
    IF FOUND THEN
        verdict := 'layout';
        RETURN;
    END IF;

    -- Aggregated, so that every row is locked and none is left out because the answer was known before.
    WITH asked AS (
        SELECT * FROM unnest(p_kinds, p_ids, p_held) AS a(kind, id, held)
    ), locked AS MATERIALIZED (
        SELECT d.kind, d.id, d.version
        FROM asked JOIN documents AS d ON d.tenant = p_tenant AND d.kind = asked.kind AND d.id = asked.id
        ORDER BY d.kind, d.id
        FOR NO KEY UPDATE OF d
    )
    SELECT min(ARRAY[a.kind, a.id]) INTO wrong
    FROM asked AS a LEFT JOIN locked AS l ON l.kind = a.kind AND l.id = a.id
    WHERE coalesce(l.version, 0) <> a.held;
    IF wrong IS NOT NULL THEN
        verdict := 'conflict';
        what := wrong[1];
        which := wrong[2];
        RETURN;
    END IF;

    IF cardinality(p_lines) > 0 THEN
        SELECT * INTO STRICT head FROM schools WHERE tenant = p_tenant FOR NO KEY UPDATE;
        IF head.seq <> p_seq OR head.digest <> p_digest THEN
            verdict := 'moved';
            SELECT t.body::text INTO what FROM timeline AS t WHERE t.tenant = p_tenant AND t.seq = head.seq;
            RETURN;
        END IF;
        INSERT INTO timeline (tenant, seq, subject, body)
        SELECT p_tenant, p_seq + line.number, line.subject, line.body::json
        FROM unnest(p_subjects, p_lines) WITH ORDINALITY AS line(subject, body, number);
        UPDATE schools SET seq = p_seq + cardinality(p_lines), digest = p_last WHERE tenant = p_tenant;
    END IF;

    IF 0 = ANY (p_versions) THEN
        DELETE FROM documents AS d USING unnest(p_kinds, p_ids, p_versions) AS a(kind, id, version)
        WHERE d.tenant = p_tenant AND d.kind = a.kind AND d.id = a.id AND a.version = 0;
    END IF;

    IF 0 < ANY (p_held) THEN
        UPDATE documents AS d
        SET version = a.version, due_at = a.due_at, keys = ARRAY(SELECT json_array_elements_text(a.keys::json)),
            body = a.body::json
        FROM unnest(p_kinds, p_ids, p_held, p_versions, p_dues, p_keys, p_bodies)
            AS a(kind, id, held, version, due_at, keys, body)
        WHERE d.tenant = p_tenant AND d.kind = a.kind AND d.id = a.id AND a.held > 0 AND a.version > 0;
    END IF;

    -- Somebody who makes the same row at the same time is met here, as a violation of the primary key.
    IF 0 = ANY (p_held) THEN
        INSERT INTO documents (tenant, kind, id, version, due_at, keys, body)
        SELECT p_tenant, a.kind, a.id, a.version, a.due_at, ARRAY(SELECT json_array_elements_text(a.keys::json)),
            a.body::json
        FROM unnest(p_kinds, p_ids, p_held, p_versions, p_dues, p_keys, p_bodies)
            AS a(kind, id, held, version, due_at, keys, body)
        WHERE a.held = 0 AND a.version > 0
        ORDER BY a.kind, a.id;
    END IF;
    verdict := 'kept';
END $$;

-- Those of the names that are the holder's alone for so long from now: nobody had them, their lease has run out, or they
-- were the holder's already. A name that another process takes at this moment is not waited for.
CREATE FUNCTION claim_names(p_tenant text, p_names text[], p_holder text, p_lease interval) RETURNS SETOF text
LANGUAGE plpgsql AS $$
BEGIN
    RETURN QUERY
        WITH free AS (
            SELECT l.name FROM leases AS l
            WHERE l.tenant = p_tenant AND l.name = ANY (p_names)
                AND (l.holder = p_holder OR l.held_until <= clock_timestamp())
            FOR UPDATE SKIP LOCKED
        )
        UPDATE leases AS l SET holder = p_holder, held_until = clock_timestamp() + p_lease
        FROM free WHERE l.tenant = p_tenant AND l.name = free.name
        RETURNING l.name;
    RETURN QUERY
        INSERT INTO leases (tenant, name, holder, held_until)
        SELECT p_tenant, asked.name, p_holder, clock_timestamp() + p_lease
        FROM (SELECT DISTINCT unnest(p_names) AS name ORDER BY 1) AS asked
        ON CONFLICT DO NOTHING
        RETURNING leases.name;
END $$;
