-- The role that program servers log in as, or are granted: it reads and writes records, adds to the chain and
-- changes nothing there, and makes no tables. Run as the owner of the tables, after “charting-tui init --store”:
--   psql -f roles.sql clinic, then GRANT charting_writer TO the login of each program server.
DO $$ BEGIN CREATE ROLE charting_writer NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
GRANT SELECT, INSERT, UPDATE, DELETE
    ON documents, visit_rows, client_rows, client_words, index_state, journals TO charting_writer;
GRANT SELECT, INSERT ON chain TO charting_writer;
GRANT SELECT, UPDATE ON seals TO charting_writer;
GRANT SELECT, INSERT, UPDATE ON locks TO charting_writer;
GRANT SELECT ON migrations TO charting_writer;
