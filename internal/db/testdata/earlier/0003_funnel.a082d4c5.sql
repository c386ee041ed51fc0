-- Funnel, hand-out, follow-up, deals and imports.

CREATE TABLE funnel (
  tenant_id  BIGINT NOT NULL,
  id         BIGINT NOT NULL,
  name       TEXT NOT NULL,
  -- ideal days, rates, holds and bands per layer; funnel.Template as JSON
  template   TEXT NOT NULL,
  version    BIGINT NOT NULL DEFAULT 1,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, id)
) CLUSTERED;

-- Append-only history of layers.
CREATE TABLE move (
  tenant_id     BIGINT NOT NULL,
  customer_id   BIGINT NOT NULL,
  id            BIGINT NOT NULL,
  from_layer    BIGINT NOT NULL,
  to_layer      BIGINT NOT NULL,
  at            BIGINT NOT NULL,
  day           BIGINT NOT NULL,
  by_id         BIGINT,
  owner_id      BIGINT,
  department_id BIGINT,
  reason        TEXT NOT NULL DEFAULT '', -- pii
  competitor    TEXT NOT NULL DEFAULT '',
  evidence      TEXT NOT NULL DEFAULT '[]',
  days          DOUBLE PRECISION NOT NULL DEFAULT 0, -- working days since the last move
  overridden    BOOLEAN NOT NULL DEFAULT FALSE,
  imported      BOOLEAN NOT NULL DEFAULT FALSE,
  PRIMARY KEY (tenant_id, customer_id, id)
) CLUSTERED;
CREATE INDEX move_day ON move (tenant_id, day, id);

-- The last exit of a customer from a layer. A later exit from the same layer
-- replaces it, and again_* keeps the one before: in a period each customer
-- counts with the last exit only, so a report takes away the earlier ones.
CREATE TABLE layer_exit (
  tenant_id   BIGINT NOT NULL,
  customer_id BIGINT NOT NULL,
  layer       BIGINT NOT NULL,
  at          BIGINT NOT NULL,
  day         BIGINT NOT NULL,
  abandoned   BOOLEAN NOT NULL,
  days        DOUBLE PRECISION NOT NULL,
  owner_id    BIGINT NOT NULL DEFAULT 0,
  department_id BIGINT NOT NULL DEFAULT 0,
  -- day of the next exit of this customer from this layer; NULL = this is the last one
  next_day    BIGINT,
  PRIMARY KEY (tenant_id, customer_id, layer, at)
) CLUSTERED;
CREATE INDEX layer_exit_again ON layer_exit (tenant_id, day) WHERE next_day IS NOT NULL;

-- Roll-ups written in the transaction of each act: per scope (a person's or a
-- department's id), day and layer. day 0 holds the running stock.
CREATE TABLE funnel_day (
  tenant_id  BIGINT NOT NULL,
  scope_id   BIGINT NOT NULL,
  day        BIGINT NOT NULL,
  layer      BIGINT NOT NULL,
  stock      BIGINT NOT NULL DEFAULT 0, -- change of stock on the day; on day 0 the stock now
  entered    BIGINT NOT NULL DEFAULT 0,
  forward    BIGINT NOT NULL DEFAULT 0,
  abandoned  BIGINT NOT NULL DEFAULT 0,
  days       DOUBLE PRECISION NOT NULL DEFAULT 0, -- sum of working days of the exits forward
  PRIMARY KEY (tenant_id, scope_id, day, layer)
) CLUSTERED;

-- Why a customer went to whom.
CREATE TABLE receipt (
  tenant_id   BIGINT NOT NULL,
  customer_id BIGINT NOT NULL,
  id          BIGINT NOT NULL,
  kind        TEXT NOT NULL, -- create, claim, assign, round_robin, release, abandon, import, disable, merge, undo
  from_owner  BIGINT,
  to_owner    BIGINT,
  pool_id     BIGINT,
  by_id       BIGINT,
  at          BIGINT NOT NULL,
  day         BIGINT NOT NULL,
  reason      TEXT NOT NULL DEFAULT '', -- pii
  -- candidates, excluded with reason, load and slots at that time; assign.Trace as JSON
  trace       TEXT NOT NULL DEFAULT '{}',
  PRIMARY KEY (tenant_id, customer_id, id)
) CLUSTERED;
CREATE INDEX receipt_to ON receipt (tenant_id, to_owner, day) WHERE to_owner IS NOT NULL;

CREATE TABLE touch (
  tenant_id   BIGINT NOT NULL,
  customer_id BIGINT NOT NULL,
  id          BIGINT NOT NULL,
  contact_id  BIGINT,
  channel     TEXT NOT NULL,
  direction   TEXT NOT NULL DEFAULT 'out' CHECK (direction IN ('out', 'in')),
  result      TEXT NOT NULL,
  at          BIGINT NOT NULL,
  day         BIGINT NOT NULL,
  seconds     BIGINT NOT NULL DEFAULT 0,
  content     TEXT NOT NULL DEFAULT '', -- pii
  feedback    TEXT NOT NULL DEFAULT '', -- pii
  by_id       BIGINT,
  layer       BIGINT NOT NULL DEFAULT 0, -- where the customer stood
  import_id   BIGINT,
  corrected   BOOLEAN NOT NULL DEFAULT FALSE,
  created_at  BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, customer_id, id)
) CLUSTERED;
CREATE INDEX touch_person ON touch (tenant_id, by_id, day);

CREATE TABLE touch_comment (
  tenant_id   BIGINT NOT NULL,
  customer_id BIGINT NOT NULL,
  id          BIGINT NOT NULL,
  touch_id    BIGINT NOT NULL,
  by_id       BIGINT NOT NULL,
  content     TEXT NOT NULL, -- pii
  mentions    TEXT NOT NULL DEFAULT '[]',
  at          BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, customer_id, id)
) CLUSTERED;

CREATE TABLE plan (
  tenant_id   BIGINT NOT NULL,
  customer_id BIGINT NOT NULL,
  id          BIGINT NOT NULL,
  person_id   BIGINT NOT NULL,
  at          BIGINT NOT NULL,
  channel     TEXT NOT NULL,
  content     TEXT NOT NULL DEFAULT '', -- pii
  goal        TEXT NOT NULL DEFAULT '', -- pii
  promised    BOOLEAN NOT NULL DEFAULT FALSE,
  state       TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'replaced', 'cancelled')),
  reason      TEXT NOT NULL DEFAULT '', -- why it was re-planned or cancelled
  created_at  BIGINT NOT NULL,
  closed_at   BIGINT,
  PRIMARY KEY (tenant_id, customer_id, id)
) CLUSTERED;
-- One active next step per customer.
CREATE UNIQUE INDEX plan_open ON plan (tenant_id, customer_id) WHERE state = 'open';
CREATE INDEX plan_person ON plan (tenant_id, person_id, at) WHERE state = 'open';
CREATE INDEX plan_closed ON plan (tenant_id, person_id, closed_at) WHERE state <> 'open';

CREATE TABLE deal (
  tenant_id   BIGINT NOT NULL,
  customer_id BIGINT NOT NULL,
  id          BIGINT NOT NULL,
  name        TEXT NOT NULL,
  product_id  BIGINT,
  amount      BIGINT NOT NULL DEFAULT 0,
  currency    TEXT NOT NULL DEFAULT 'CNY',
  expected_on BIGINT,
  probability BIGINT NOT NULL DEFAULT 0 CHECK (probability BETWEEN 0 AND 100),
  competitor  TEXT NOT NULL DEFAULT '',
  state       TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'won', 'lost')),
  loss_reason TEXT NOT NULL DEFAULT '',
  owner_id    BIGINT,
  version     BIGINT NOT NULL DEFAULT 1,
  created_by  BIGINT,
  created_at  BIGINT NOT NULL,
  closed_at   BIGINT,
  PRIMARY KEY (tenant_id, id)
) CLUSTERED;
CREATE INDEX deal_customer ON deal (tenant_id, customer_id, id);
CREATE INDEX deal_state ON deal (tenant_id, state, expected_on, id);
CREATE INDEX deal_owner ON deal (tenant_id, owner_id, state);

CREATE TABLE contract (
  tenant_id   BIGINT NOT NULL,
  customer_id BIGINT NOT NULL,
  id          BIGINT NOT NULL,
  deal_id     BIGINT NOT NULL,
  number      TEXT NOT NULL,
  amount      BIGINT NOT NULL,
  currency    TEXT NOT NULL DEFAULT 'CNY',
  paid        BIGINT NOT NULL DEFAULT 0,
  signed_on   BIGINT NOT NULL,
  blob_id     BIGINT,
  accepted_on BIGINT,
  acceptance_blob_id BIGINT,
  owner_id    BIGINT,
  version     BIGINT NOT NULL DEFAULT 1,
  created_by  BIGINT,
  created_at  BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, id)
) CLUSTERED;
CREATE INDEX contract_customer ON contract (tenant_id, customer_id, id);
CREATE UNIQUE INDEX contract_number ON contract (tenant_id, number);
CREATE INDEX contract_owner ON contract (tenant_id, owner_id, signed_on);

CREATE TABLE payment (
  tenant_id   BIGINT NOT NULL,
  contract_id BIGINT NOT NULL,
  id          BIGINT NOT NULL,
  customer_id BIGINT NOT NULL,
  amount      BIGINT NOT NULL,
  paid_on     BIGINT NOT NULL,
  method      TEXT NOT NULL DEFAULT '',
  remark      TEXT NOT NULL DEFAULT '',
  blob_id     BIGINT,
  created_by  BIGINT,
  created_at  BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, contract_id, id)
) CLUSTERED;
CREATE INDEX payment_customer ON payment (tenant_id, customer_id);

CREATE TABLE import (
  tenant_id  BIGINT NOT NULL,
  id         BIGINT NOT NULL,
  blob_id    BIGINT NOT NULL,
  file_name  TEXT NOT NULL,
  state      TEXT NOT NULL CHECK (state IN ('mapped', 'running', 'done', 'failed', 'undoing', 'undone')),
  options    TEXT NOT NULL,
  report     TEXT NOT NULL DEFAULT '{}', -- pii
  rows_read  BIGINT NOT NULL DEFAULT 0, -- where a resumed run goes on
  created    BIGINT NOT NULL DEFAULT 0,
  updated    BIGINT NOT NULL DEFAULT 0,
  duplicates BIGINT NOT NULL DEFAULT 0,
  rejected   BIGINT NOT NULL DEFAULT 0,
  total      BIGINT NOT NULL DEFAULT 0,
  message    TEXT NOT NULL DEFAULT '',
  version    BIGINT NOT NULL DEFAULT 1,
  created_by BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  started_at BIGINT,
  done_at    BIGINT,
  PRIMARY KEY (tenant_id, id)
) CLUSTERED;

-- What happened to each row that was not simply created, and what an update
-- overwrote (for undo).
CREATE TABLE import_row (
  tenant_id   BIGINT NOT NULL,
  import_id   BIGINT NOT NULL,
  row_no      BIGINT NOT NULL,
  outcome     TEXT NOT NULL, -- updated, duplicate, rejected
  customer_id BIGINT,
  cells       TEXT NOT NULL DEFAULT '', -- pii
  errors      TEXT NOT NULL DEFAULT '[]', -- pii
  before      TEXT NOT NULL DEFAULT '', -- pii
  PRIMARY KEY (tenant_id, import_id, row_no)
) CLUSTERED;
