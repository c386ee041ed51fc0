-- Numbers of erased people who asked not to be contacted: a keyed hash, so that
-- the wish outlives the number. The key is made at the first erasure.
CREATE TABLE erased_key (
  tenant_id BIGINT NOT NULL PRIMARY KEY,
  key       TEXT NOT NULL
) CLUSTERED;
CREATE TABLE erased_number (
  tenant_id  BIGINT NOT NULL,
  hash       TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, hash)
) CLUSTERED;
