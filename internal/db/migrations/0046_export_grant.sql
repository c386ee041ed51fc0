-- A second person lets somebody export more customers in a day than one person
-- may on their own.
CREATE TABLE export_grant (
  tenant_id  BIGINT NOT NULL,
  id         BIGINT NOT NULL,
  person_id  BIGINT NOT NULL,
  reason     TEXT NOT NULL, -- pii
  until      BIGINT NOT NULL,
  created_by BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, id)
) CLUSTERED;
CREATE INDEX export_grant_person ON export_grant (tenant_id, person_id, until);
