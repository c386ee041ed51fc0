-- What a token may be used for, words between blanks. Tokens made before there
-- were scopes go on reading and writing, and no more than that.
ALTER TABLE session ADD COLUMN scopes TEXT NOT NULL DEFAULT '';
UPDATE session SET scopes = 'read write' WHERE kind = 'token';

-- Browsers from which a person has logged in: they have an allowance of failed
-- log-ins of their own. Only the hash of the cookie's secret is kept.
CREATE TABLE known_device (
  tenant_id  BIGINT NOT NULL,
  person_id  BIGINT NOT NULL,
  token_hash TEXT NOT NULL,
  seen_at    BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, person_id, token_hash)
) CLUSTERED;

-- Answers kept for a day may hold numbers in clear.
DELETE FROM idempotency;
