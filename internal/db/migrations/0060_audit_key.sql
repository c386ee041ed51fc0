-- By what the nodes of an installation know that their audit.key is the same: a
-- fingerprint, from which the key cannot be made. The key itself is never here,
-- as it protects the log from whoever can write to this database.
CREATE TABLE audit_key (
  id          BIGINT NOT NULL PRIMARY KEY,
  fingerprint TEXT NOT NULL,
  noted_at    BIGINT NOT NULL
);
