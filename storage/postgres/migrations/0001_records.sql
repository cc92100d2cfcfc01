-- Records, timelines and leases of many schools. Every table is keyed first by the school's tenant;
-- `migrations` and `layouts` say how the tables are used and belong to no school.
--
-- Ids sort as Python sorts them (COLLATE "C"). A body is `json` and not `jsonb`: it comes back letter for letter, with
-- the order of a form's answers and with U+0000, which jsonb refuses. What is searched stands beside it.

-- Which field of a kind stands at which place of `documents.keys`. Fields are only ever added at the end.
CREATE TABLE layouts (
    kind   text COLLATE "C" PRIMARY KEY,
    fields text[] NOT NULL
);

-- One row for each school: the head of its chain, and when it was last proved that it can be written.
CREATE TABLE schools (
    tenant     text COLLATE "C" PRIMARY KEY,
    seq        bigint NOT NULL DEFAULT 0,
    digest     text NOT NULL DEFAULT '',
    checked_at timestamptz
);

CREATE TABLE documents (
    tenant  text COLLATE "C" NOT NULL,
    kind    text COLLATE "C" NOT NULL,
    id      text COLLATE "C" NOT NULL,
    version bigint NOT NULL CHECK (version > 0),
    due_at  timestamptz,
    keys    text[] COLLATE "C" NOT NULL,
    body    json NOT NULL,
    PRIMARY KEY (tenant, kind, id)
);

-- Equality on a field, in the order of ids: one index for each place. A place that a kind does not use is not in it.
CREATE INDEX documents_by_key_1 ON documents (tenant, kind, (keys[1]), id) WHERE keys[1] IS NOT NULL;
CREATE INDEX documents_by_key_2 ON documents (tenant, kind, (keys[2]), id) WHERE keys[2] IS NOT NULL;
CREATE INDEX documents_by_key_3 ON documents (tenant, kind, (keys[3]), id) WHERE keys[3] IS NOT NULL;
CREATE INDEX documents_by_key_4 ON documents (tenant, kind, (keys[4]), id) WHERE keys[4] IS NOT NULL;
CREATE INDEX documents_by_key_5 ON documents (tenant, kind, (keys[5]), id) WHERE keys[5] IS NOT NULL;
CREATE INDEX documents_by_key_6 ON documents (tenant, kind, (keys[6]), id) WHERE keys[6] IS NOT NULL;

-- What falls due: of a whole kind, and of those with one value in their first field (a notice's or incident's state).
CREATE INDEX documents_by_due ON documents (tenant, kind, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX documents_by_key_1_due ON documents (tenant, kind, (keys[1]), due_at)
    WHERE keys[1] IS NOT NULL AND due_at IS NOT NULL;

CREATE TABLE timeline (
    tenant  text COLLATE "C" NOT NULL,
    seq     bigint NOT NULL,
    subject text COLLATE "C" NOT NULL,
    body    json NOT NULL,
    PRIMARY KEY (tenant, seq)
);
CREATE INDEX timeline_by_subject ON timeline (tenant, subject, seq);

-- Work that one process has taken upon itself, until a moment by this server's clock.
CREATE TABLE leases (
    tenant     text COLLATE "C" NOT NULL,
    name       text COLLATE "C" NOT NULL,
    holder     text COLLATE "C" NOT NULL,
    held_until timestamptz NOT NULL,
    PRIMARY KEY (tenant, name)
);
