-- The files that people send in, and those that wait to be taken: apart from the records that speak of them, under their
-- ids. Pictures and packed documents get no smaller by being packed again, so the try is spared.
CREATE TABLE files (
    tenant  text COLLATE "C" NOT NULL,
    id      text COLLATE "C" NOT NULL,
    content bytea NOT NULL,
    PRIMARY KEY (tenant, id)
);
ALTER TABLE files ALTER COLUMN content SET STORAGE EXTERNAL;
