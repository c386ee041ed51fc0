-- Failed log-ins per account and per address. Keyed by text and apart from
-- login, because an e-mail nobody has must lock like one that exists: the lock
-- would otherwise tell which accounts there are.
CREATE TABLE login_guard (
  subject      TEXT NOT NULL PRIMARY KEY, -- pii
  failures     BIGINT NOT NULL,
  locked_until BIGINT NOT NULL,
  last_at      BIGINT NOT NULL
) CLUSTERED;
ALTER TABLE login DROP COLUMN failures;
ALTER TABLE login DROP COLUMN locked_until;
