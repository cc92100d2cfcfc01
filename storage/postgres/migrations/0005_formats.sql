-- format: 2
-- contracts: layouts.fields, keep_outcome
--
-- From here on a database says its format (`migrations.format`), and whoever keeps something says up to which one it
-- knows. Releases from before would keep records without their hash, and stop at a field that they do not know: they
-- find the layouts and the old function no more, and refuse in one line to start, to migrate and to keep.

ALTER TABLE layouts RENAME COLUMN fields TO places;
DROP FUNCTION keep_outcome;

-- A key that whoever wrote the row could not make, because the place was given to a field of a later release (layout.py).
CREATE INDEX documents_to_be_made ON documents (tenant) WHERE '?' = ANY (keys);

-- As in 0002_keeping.sql, which says how it locks. What is new: the verdict 'format', with the database's, where whoever
-- asks knows a lower one only; rows that have keys for fewer places than there are get '?' in the others; and no table
-- is locked while the layouts are read.
CREATE FUNCTION keep_outcome(
    p_format integer, p_tenant text,
    p_kinds text[], p_ids text[], p_held bigint[], p_versions bigint[],
    p_dues timestamptz[], p_keys text[], p_bodies text[],
    p_subjects text[], p_lines text[], p_seq bigint, p_digest text, p_last text,
    OUT verdict text, OUT what text, OUT which text
) LANGUAGE plpgsql SET lock_timeout = '5s' AS $$
DECLARE
    wrong text[];
    head schools%ROWTYPE;
BEGIN
    SELECT max(format)::text INTO what FROM migrations HAVING max(format) > p_format;
    IF FOUND THEN
        verdict := 'format';
        RETURN;
    END IF;

    IF EXISTS (SELECT FROM unnest(p_held, p_versions) AS a(held, version)
               WHERE a.held = 0 AND coalesce(a.version, 0) = 0) THEN
        PERFORM pg_advisory_xact_lock(hashtextextended(p_tenant, 8));
    ELSIF 0 = ANY (p_held) THEN
        PERFORM pg_advisory_xact_lock_shared(hashtextextended(p_tenant, 8));
    END IF;

    -- Taken before the layouts are read: `migrate` waits for those who have read the old ones (LAYOUT_LOCK there).
    PERFORM pg_advisory_xact_lock_shared(1330856498);
    SELECT a.kind INTO what
    FROM unnest(p_kinds, p_versions, p_keys) AS a(kind, version, keys) LEFT JOIN layouts USING (kind)
    WHERE a.version > 0 AND (json_array_length(a.keys::json) <= cardinality(layouts.places)) IS NOT TRUE
    LIMIT 1;
    IF FOUND THEN
        verdict := 'layout';
        RETURN;
    END IF;

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
        SET version = a.version, due_at = a.due_at, keys = all_keys(a.keys, a.kind), body = a.body::json
        FROM unnest(p_kinds, p_ids, p_held, p_versions, p_dues, p_keys, p_bodies)
            AS a(kind, id, held, version, due_at, keys, body)
        WHERE d.tenant = p_tenant AND d.kind = a.kind AND d.id = a.id AND a.held > 0 AND a.version > 0;
    END IF;

    -- Somebody who makes the same row at the same time is met here, as a violation of the primary key.
    IF 0 = ANY (p_held) THEN
        INSERT INTO documents (tenant, kind, id, version, due_at, keys, body)
        SELECT p_tenant, a.kind, a.id, a.version, a.due_at, all_keys(a.keys, a.kind), a.body::json
        FROM unnest(p_kinds, p_ids, p_held, p_versions, p_dues, p_keys, p_bodies)
            AS a(kind, id, held, version, due_at, keys, body)
        WHERE a.held = 0 AND a.version > 0
        ORDER BY a.kind, a.id;
    END IF;
    verdict := 'kept';
END $$;

-- The keys of a row, one for each place of its kind.
CREATE FUNCTION all_keys(p_keys text, p_kind text) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT given.keys || array_fill('?'::text, ARRAY[cardinality(layouts.places) - cardinality(given.keys)])
    FROM layouts, (SELECT ARRAY(SELECT json_array_elements_text(p_keys::json))) AS given(keys)
    WHERE layouts.kind = p_kind
$$;
