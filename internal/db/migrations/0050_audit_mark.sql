-- The second witness of the fact log: what the checkpoint beside the database
-- last said. Who takes the file away or shortens it is told by the mark, who
-- shortens the log or the mark is told by the file.
CREATE TABLE audit_mark (
  tenant_id BIGINT NOT NULL PRIMARY KEY,
  seq       BIGINT NOT NULL,
  chain     TEXT NOT NULL,
  at        BIGINT NOT NULL
) CLUSTERED;
