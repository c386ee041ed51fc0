-- Organisations, people, log-in and the fact log.
--
-- Conventions of every migration file: one text for SQLite and PostgreSQL;
-- statements end with ";" at the end of a line; ids, instants (UTC ms) and
-- money (minor units) are BIGINT, days are yyyymmdd; every tenant table's key
-- starts with tenant_id. A column that holds personal data ends in "-- pii".
-- "CLUSTERED" after a table becomes WITHOUT ROWID on SQLite and nothing on
-- PostgreSQL.

CREATE TABLE tenant (
  id           BIGINT NOT NULL PRIMARY KEY,
  name         TEXT NOT NULL,
  zone         TEXT NOT NULL DEFAULT 'Asia/Shanghai',
  language     TEXT NOT NULL DEFAULT 'zh-CN',
  currency     TEXT NOT NULL DEFAULT 'CNY',
  phone_region TEXT NOT NULL DEFAULT 'CN',
  settings     TEXT NOT NULL DEFAULT '{}',
  demo         BOOLEAN NOT NULL DEFAULT FALSE,
  version      BIGINT NOT NULL DEFAULT 1,
  created_at   BIGINT NOT NULL
) CLUSTERED;

-- E-mail is unique per installation: the log-in form asks for no organisation.
CREATE TABLE login (
  email_key     TEXT NOT NULL PRIMARY KEY, -- pii
  tenant_id     BIGINT NOT NULL,
  person_id     BIGINT NOT NULL,
  password_hash TEXT NOT NULL DEFAULT '',
  failures      BIGINT NOT NULL DEFAULT 0,
  locked_until  BIGINT NOT NULL DEFAULT 0
) CLUSTERED;
CREATE UNIQUE INDEX login_person ON login (tenant_id, person_id);

-- A session of a browser or an API token; only the hash of its secret is kept.
CREATE TABLE session (
  id         BIGINT NOT NULL,
  token_hash TEXT NOT NULL PRIMARY KEY,
  tenant_id  BIGINT NOT NULL,
  person_id  BIGINT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('browser', 'token')),
  name       TEXT NOT NULL DEFAULT '',
  address    TEXT NOT NULL DEFAULT '', -- pii
  agent      TEXT NOT NULL DEFAULT '', -- pii
  created_at BIGINT NOT NULL,
  seen_at    BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
) CLUSTERED;
CREATE INDEX session_person ON session (tenant_id, person_id);

-- One-time links: first set-up of an installation (tenant 0), a new person's
-- first password, a forgotten password.
CREATE TABLE setup_link (
  token_hash TEXT NOT NULL PRIMARY KEY,
  tenant_id  BIGINT NOT NULL,
  person_id  BIGINT NOT NULL,
  expires_at BIGINT NOT NULL
) CLUSTERED;

-- Attempts that are limited per time (log-in by address, number probes).
CREATE TABLE attempt (
  subject TEXT NOT NULL,
  bucket  BIGINT NOT NULL,
  used    BIGINT NOT NULL,
  PRIMARY KEY (subject, bucket)
) CLUSTERED;

-- Node numbers keep ids of several processes apart.
CREATE TABLE node (
  id           BIGINT NOT NULL PRIMARY KEY,
  holder       TEXT NOT NULL,
  leased_until BIGINT NOT NULL
) CLUSTERED;

CREATE TABLE department (
  tenant_id  BIGINT NOT NULL,
  id         BIGINT NOT NULL,
  parent_id  BIGINT,
  name       TEXT NOT NULL,
  name_key   TEXT NOT NULL,
  manager_id BIGINT,
  active     BOOLEAN NOT NULL DEFAULT TRUE,
  version    BIGINT NOT NULL DEFAULT 1,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, id)
) CLUSTERED;

CREATE TABLE person (
  tenant_id     BIGINT NOT NULL,
  id            BIGINT NOT NULL,
  name          TEXT NOT NULL, -- pii
  name_key      TEXT NOT NULL, -- pii
  email         TEXT NOT NULL, -- pii
  phone         TEXT NOT NULL DEFAULT '', -- pii
  department_id BIGINT NOT NULL,
  roles         TEXT NOT NULL, -- comma-separated role keys
  scope         TEXT NOT NULL CHECK (scope IN ('none', 'own', 'team', 'subtree', 'all')),
  visible       BIGINT NOT NULL DEFAULT 1, -- how many people's customers the scope shows
  level         TEXT NOT NULL DEFAULT 'regular' CHECK (level IN ('novice', 'regular', 'experienced')),
  skills        TEXT NOT NULL DEFAULT '{}',
  language      TEXT NOT NULL DEFAULT '',
  settings      TEXT NOT NULL DEFAULT '{}',
  active        BOOLEAN NOT NULL DEFAULT TRUE,
  version       BIGINT NOT NULL DEFAULT 1,
  created_at    BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, id)
) CLUSTERED;
CREATE INDEX person_department ON person (tenant_id, department_id);

-- Who sees whose customers, for the scopes team and subtree; rewritten when
-- people or departments change. Own and all need no rows.
CREATE TABLE visible (
  tenant_id BIGINT NOT NULL,
  viewer_id BIGINT NOT NULL,
  owner_id  BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, viewer_id, owner_id)
) CLUSTERED;

CREATE TABLE idempotency (
  tenant_id  BIGINT NOT NULL,
  person_id  BIGINT NOT NULL,
  key        TEXT NOT NULL,
  body_hash  TEXT NOT NULL,
  status     BIGINT NOT NULL,
  response   TEXT NOT NULL, -- pii
  created_at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, person_id, key)
) CLUSTERED;
CREATE INDEX idempotency_age ON idempotency (created_at);

-- The fact log: audit trail, part of the timeline and outbox in one table.
-- commitment = H(salt, payload); erasing a person empties payload and salt and
-- the chain, which is made of commitments, still verifies.
CREATE TABLE fact (
  tenant_id   BIGINT NOT NULL,
  id          BIGINT NOT NULL,
  kind        TEXT NOT NULL,
  subject_id  BIGINT NOT NULL,
  customer_id BIGINT,
  actor_id    BIGINT,
  at          BIGINT NOT NULL,
  payload     TEXT NOT NULL, -- pii
  salt        TEXT NOT NULL,
  commitment  TEXT NOT NULL,
  seq         BIGINT, -- place in the chain, given by the sealer
  chain       TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (tenant_id, id)
) CLUSTERED;
CREATE INDEX fact_customer ON fact (tenant_id, customer_id, id) WHERE customer_id IS NOT NULL;
CREATE INDEX fact_unsealed ON fact (tenant_id, id) WHERE seq IS NULL;
CREATE UNIQUE INDEX fact_chain ON fact (tenant_id, seq) WHERE seq IS NOT NULL;
CREATE INDEX fact_subject ON fact (tenant_id, subject_id, id);

CREATE TABLE notice (
  tenant_id   BIGINT NOT NULL,
  id          BIGINT NOT NULL,
  person_id   BIGINT NOT NULL,
  kind        TEXT NOT NULL,
  customer_id BIGINT,
  params      TEXT NOT NULL DEFAULT '{}', -- pii
  source_id   BIGINT NOT NULL, -- the fact or plan it tells of: a notice is sent once
  created_at  BIGINT NOT NULL,
  read_at     BIGINT,
  PRIMARY KEY (tenant_id, person_id, id)
) CLUSTERED;
CREATE UNIQUE INDEX notice_once ON notice (tenant_id, person_id, kind, source_id);
CREATE INDEX notice_unread ON notice (tenant_id, person_id) WHERE read_at IS NULL;

CREATE TABLE blob (
  tenant_id   BIGINT NOT NULL,
  id          BIGINT NOT NULL,
  customer_id BIGINT,
  kind        TEXT NOT NULL, -- attachment, contract, acceptance, import, export
  name        TEXT NOT NULL, -- pii
  mime        TEXT NOT NULL,
  size        BIGINT NOT NULL,
  sha256      TEXT NOT NULL,
  created_by  BIGINT,
  created_at  BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, id)
) CLUSTERED;
CREATE INDEX blob_customer ON blob (tenant_id, customer_id) WHERE customer_id IS NOT NULL;
