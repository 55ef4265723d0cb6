-- What PostgreSQL 13, YugabyteDB and CockroachDB share; no extension, no collation, no trigger is needed.

-- Charts, practice, people and batches: one row each, written whole. charts/c1.json is (charts, '', c1.json).
CREATE TABLE documents (
    area TEXT NOT NULL,
    folder TEXT NOT NULL,
    name TEXT NOT NULL,
    version BIGINT NOT NULL,
    mark BIGINT NOT NULL,
    indexed BOOLEAN NOT NULL DEFAULT true,
    written TIMESTAMPTZ NOT NULL DEFAULT now(),
    body BYTEA NOT NULL,
    PRIMARY KEY (area, folder, name)
);
CREATE INDEX documents_not_indexed ON documents (name) WHERE NOT indexed;

-- The clinic's chain and the log of looks, line by line; nobody who writes here may change or delete.
CREATE TABLE chain (
    log TEXT NOT NULL,
    number BIGINT NOT NULL,
    line BYTEA NOT NULL,
    PRIMARY KEY (log, number)
);
-- Where each log ends. Whoever adds a line holds this row until the save is durable.
CREATE TABLE seals (
    log TEXT PRIMARY KEY,
    number BIGINT NOT NULL,
    last TEXT NOT NULL,
    before TEXT NOT NULL
);
INSERT INTO seals VALUES ('heads', 0, '', ''), ('access', 0, '', '');

CREATE TABLE locks (name TEXT PRIMARY KEY);

-- What finds visits and clients; made from the charts, never the truth. Names and words are bytes, so that they
-- sort alike everywhere.
CREATE TABLE visit_rows (
    client TEXT NOT NULL,
    visit TEXT NOT NULL,
    day TEXT NOT NULL,
    therapist TEXT NOT NULL,
    bucket TEXT,
    unbilled BOOLEAN NOT NULL,
    owing BOOLEAN NOT NULL,
    never_billed BOOLEAN NOT NULL,
    made_with TEXT NOT NULL,
    summary TEXT NOT NULL,
    PRIMARY KEY (client, visit)
);
CREATE INDEX visit_rows_of_day ON visit_rows (day);
CREATE INDEX visit_rows_by_id ON visit_rows (visit);
CREATE INDEX visit_rows_unbilled ON visit_rows (day) WHERE unbilled;
CREATE INDEX visit_rows_owing ON visit_rows (day) WHERE owing;
CREATE INDEX visit_rows_never_billed ON visit_rows (day) WHERE never_billed;
CREATE TABLE client_rows (
    client TEXT PRIMARY KEY,
    name BYTEA NOT NULL,
    beginnings TEXT NOT NULL,
    line TEXT NOT NULL
);
CREATE INDEX client_rows_by_name ON client_rows (name, client);
CREATE TABLE client_words (
    word BYTEA NOT NULL,
    client TEXT NOT NULL,
    PRIMARY KEY (word, client)
);
CREATE INDEX client_words_of_client ON client_words (client);
CREATE TABLE index_state (name TEXT PRIMARY KEY);

-- Typing that is not in a chart yet, as each program server last sent it.
CREATE TABLE journals (
    visit TEXT NOT NULL,
    session TEXT NOT NULL,
    client TEXT NOT NULL,
    author TEXT NOT NULL,
    server TEXT NOT NULL,
    typed BYTEA NOT NULL,
    seen TIMESTAMPTZ NOT NULL,
    open BOOLEAN NOT NULL,
    wanted BOOLEAN NOT NULL DEFAULT false,
    moved BOOLEAN NOT NULL DEFAULT false,
    size BIGINT NOT NULL DEFAULT 0,
    PRIMARY KEY (visit, session)
);
