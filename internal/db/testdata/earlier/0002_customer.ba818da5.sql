-- Customers with contacts, keys, tags, custom fields and saved views.

CREATE TABLE product (
  tenant_id  BIGINT NOT NULL,
  id         BIGINT NOT NULL,
  code       TEXT NOT NULL DEFAULT '',
  name       TEXT NOT NULL,
  name_key   TEXT NOT NULL,
  price      BIGINT NOT NULL DEFAULT 0,
  currency   TEXT NOT NULL DEFAULT 'CNY',
  active     BOOLEAN NOT NULL DEFAULT TRUE,
  version    BIGINT NOT NULL DEFAULT 1,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, id)
) CLUSTERED;

CREATE TABLE pool (
  tenant_id  BIGINT NOT NULL,
  id         BIGINT NOT NULL,
  name       TEXT NOT NULL,
  -- whose members may claim: this department and everything under it; NULL = everyone
  department_id BIGINT,
  daily_claims  BIGINT NOT NULL DEFAULT 5,
  previous_owner_days BIGINT NOT NULL DEFAULT 7,
  active     BOOLEAN NOT NULL DEFAULT TRUE,
  version    BIGINT NOT NULL DEFAULT 1,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, id)
) CLUSTERED;

-- The customer row is also its standing in the funnel it stands in: layer,
-- since when, owner or pool (docs/adr/0003). layer: 1 resource .. 7
-- implemented, 0 abandoned. Exactly one of owner and pool is set, except in the
-- cold store (layer 0), where both are empty.
CREATE TABLE customer (
  tenant_id     BIGINT NOT NULL,
  id            BIGINT NOT NULL,
  kind          TEXT NOT NULL DEFAULT 'company' CHECK (kind IN ('company', 'person')),
  name          TEXT NOT NULL, -- pii
  name_key      TEXT NOT NULL, -- pii
  search        TEXT NOT NULL DEFAULT '', -- pii
  grade         TEXT NOT NULL DEFAULT '' CHECK (grade IN ('', 'A', 'B', 'C')),
  temperature   TEXT NOT NULL DEFAULT 'cold' CHECK (temperature IN ('hot', 'warm', 'cold')),
  product_id    BIGINT,
  goal          TEXT NOT NULL DEFAULT '', -- sales goal
  need          TEXT NOT NULL DEFAULT '',
  source        TEXT NOT NULL DEFAULT '',
  source_detail TEXT NOT NULL DEFAULT '',
  industry      TEXT NOT NULL DEFAULT '',
  province      TEXT NOT NULL DEFAULT '',
  city          TEXT NOT NULL DEFAULT '',
  address       TEXT NOT NULL DEFAULT '', -- pii
  website       TEXT NOT NULL DEFAULT '',
  tax_code      TEXT NOT NULL DEFAULT '',
  preference    TEXT NOT NULL DEFAULT '', -- pii
  remark        TEXT NOT NULL DEFAULT '', -- pii
  tags          TEXT NOT NULL DEFAULT '[]',
  custom        TEXT NOT NULL DEFAULT '{}', -- pii
  do_not_contact BOOLEAN NOT NULL DEFAULT FALSE,
  -- the primary contact, copied for lists
  contact_name  TEXT NOT NULL DEFAULT '', -- pii
  contact_title TEXT NOT NULL DEFAULT '',
  phone         TEXT NOT NULL DEFAULT '', -- pii
  -- standing
  layer         BIGINT NOT NULL DEFAULT 1 CHECK (layer BETWEEN 0 AND 7),
  layer_since   BIGINT NOT NULL,
  imported_standing BOOLEAN NOT NULL DEFAULT FALSE,
  owner_id      BIGINT,
  department_id BIGINT, -- the owner's department when the customer was handed over
  pool_id       BIGINT,
  self_found    BOOLEAN NOT NULL DEFAULT FALSE,
  assigned_at   BIGINT,
  released_by   BIGINT,
  released_at   BIGINT,
  -- cold store
  abandon_reason TEXT NOT NULL DEFAULT '',
  competitor    TEXT NOT NULL DEFAULT '',
  cool_until    BIGINT,
  -- day's work, kept by followup
  first_due_at  BIGINT, -- when the first response is due; NULL once answered
  last_touch_at BIGINT,
  last_channel  TEXT NOT NULL DEFAULT '',
  last_result   TEXT NOT NULL DEFAULT '',
  touches       BIGINT NOT NULL DEFAULT 0,
  next_at       BIGINT, -- the active plan
  next_channel  TEXT NOT NULL DEFAULT '',
  next_goal     TEXT NOT NULL DEFAULT '', -- pii
  fast          BOOLEAN NOT NULL DEFAULT FALSE, -- reached this layer in under half the ideal days
  -- the open deal, copied for lists and the board
  deal_amount   BIGINT,
  deal_currency TEXT NOT NULL DEFAULT 'CNY',
  -- life cycle
  archived      BOOLEAN NOT NULL DEFAULT FALSE,
  merged_into   BIGINT,
  import_id     BIGINT,
  version       BIGINT NOT NULL DEFAULT 1,
  created_by    BIGINT,
  created_at    BIGINT NOT NULL,
  updated_at    BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CHECK (owner_id IS NULL OR pool_id IS NULL)
) CLUSTERED;
-- A person's own customers: lists, queue, board, hold recount.
CREATE INDEX customer_owner ON customer (tenant_id, owner_id, layer, next_at) WHERE NOT archived;
CREATE INDEX customer_pool ON customer (tenant_id, pool_id, id) WHERE pool_id IS NOT NULL AND NOT archived;
CREATE INDEX customer_layer ON customer (tenant_id, layer, id) WHERE NOT archived;
-- Sorts over everybody's customers.
CREATE INDEX customer_name ON customer (tenant_id, name_key, id) WHERE NOT archived;
CREATE INDEX customer_next ON customer (tenant_id, next_at, id) WHERE next_at IS NOT NULL AND NOT archived;
CREATE INDEX customer_touched ON customer (tenant_id, last_touch_at, id) WHERE last_touch_at IS NOT NULL AND NOT archived;
CREATE INDEX customer_import ON customer (tenant_id, import_id, id) WHERE import_id IS NOT NULL;
CREATE INDEX customer_cold ON customer (tenant_id, cool_until, id) WHERE layer = 0 AND NOT archived;

CREATE TABLE contact (
  tenant_id   BIGINT NOT NULL,
  customer_id BIGINT NOT NULL,
  id          BIGINT NOT NULL,
  name        TEXT NOT NULL, -- pii
  title       TEXT NOT NULL DEFAULT '',
  is_primary  BOOLEAN NOT NULL DEFAULT FALSE,
  preferred   TEXT NOT NULL DEFAULT '', -- preferred channel
  remark      TEXT NOT NULL DEFAULT '', -- pii
  version     BIGINT NOT NULL DEFAULT 1,
  created_at  BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, customer_id, id)
) CLUSTERED;

CREATE TABLE channel (
  tenant_id   BIGINT NOT NULL,
  customer_id BIGINT NOT NULL,
  id          BIGINT NOT NULL,
  contact_id  BIGINT NOT NULL,
  kind        TEXT NOT NULL CHECK (kind IN ('phone', 'email', 'wechat', 'whatsapp', 'other')),
  value       TEXT NOT NULL, -- pii
  norm        TEXT NOT NULL, -- pii
  ext         TEXT NOT NULL DEFAULT '',
  label       TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (tenant_id, customer_id, id)
) CLUSTERED;

-- Normalised keys. strong keys are unique per tenant (tax code, external id
-- per source, WeChat, e-mail, mobile of the primary contact); the others only
-- find possible duplicates (landlines, other contacts' numbers, company name).
-- kind: tax, ext:<source>, wechat, email, mobile, phone, name.
CREATE TABLE customer_key (
  tenant_id   BIGINT NOT NULL,
  kind        TEXT NOT NULL,
  norm        TEXT NOT NULL, -- pii
  customer_id BIGINT NOT NULL,
  strong      BOOLEAN NOT NULL,
  PRIMARY KEY (tenant_id, kind, norm, customer_id)
) CLUSTERED;
CREATE UNIQUE INDEX customer_key_strong ON customer_key (tenant_id, kind, norm) WHERE strong;
CREATE INDEX customer_key_customer ON customer_key (tenant_id, customer_id);

-- A number that a manager marked as shared by several customers, with the reason.
CREATE TABLE shared_number (
  tenant_id  BIGINT NOT NULL,
  norm       TEXT NOT NULL, -- pii
  reason     TEXT NOT NULL,
  created_by BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, norm)
) CLUSTERED;

CREATE TABLE customer_tag (
  tenant_id   BIGINT NOT NULL,
  tag         TEXT NOT NULL,
  customer_id BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, tag, customer_id)
) CLUSTERED;
CREATE INDEX customer_tag_customer ON customer_tag (tenant_id, customer_id);

CREATE TABLE collaborator (
  tenant_id   BIGINT NOT NULL,
  customer_id BIGINT NOT NULL,
  person_id   BIGINT NOT NULL,
  may_touch   BOOLEAN NOT NULL,
  until       BIGINT, -- NULL: until taken away
  created_by  BIGINT NOT NULL,
  created_at  BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, customer_id, person_id)
) CLUSTERED;
CREATE INDEX collaborator_person ON collaborator (tenant_id, person_id, customer_id);

-- How many slots a person has and uses. used = owned customers in layers 1-5
-- that are not self-found, kept by customer in the same transaction.
CREATE TABLE hold (
  tenant_id    BIGINT NOT NULL,
  person_id    BIGINT NOT NULL,
  quota        BIGINT NOT NULL DEFAULT 30,
  used         BIGINT NOT NULL DEFAULT 0,
  claim_day    BIGINT NOT NULL DEFAULT 0,
  claims       BIGINT NOT NULL DEFAULT 0, -- claims on claim_day
  last_assigned_at BIGINT NOT NULL DEFAULT 0, -- round robin: least recent first
  PRIMARY KEY (tenant_id, person_id)
) CLUSTERED;

CREATE TABLE field_def (
  tenant_id  BIGINT NOT NULL,
  id         BIGINT NOT NULL,
  key        TEXT NOT NULL,
  label      TEXT NOT NULL,
  kind       TEXT NOT NULL CHECK (kind IN ('text', 'number', 'date', 'choice')),
  options    TEXT NOT NULL DEFAULT '[]',
  position   BIGINT NOT NULL DEFAULT 0,
  active     BOOLEAN NOT NULL DEFAULT TRUE,
  version    BIGINT NOT NULL DEFAULT 1,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, id)
) CLUSTERED;
CREATE UNIQUE INDEX field_def_key ON field_def (tenant_id, key);

-- The values of custom fields again, one row each, so that filters find them;
-- customer.custom holds the same values as JSON for display.
CREATE TABLE custom_value (
  tenant_id   BIGINT NOT NULL,
  customer_id BIGINT NOT NULL,
  field_id    BIGINT NOT NULL,
  text_value  TEXT NOT NULL DEFAULT '', -- pii
  num_value   DOUBLE PRECISION,
  PRIMARY KEY (tenant_id, customer_id, field_id)
) CLUSTERED;

CREATE TABLE saved_view (
  tenant_id  BIGINT NOT NULL,
  id         BIGINT NOT NULL,
  list       TEXT NOT NULL DEFAULT 'customers',
  name       TEXT NOT NULL,
  owner_id   BIGINT NOT NULL,
  shared     BOOLEAN NOT NULL DEFAULT FALSE, -- seen by the owner's whole team
  department_id BIGINT,
  filter     TEXT NOT NULL DEFAULT '',
  sort       TEXT NOT NULL DEFAULT '',
  columns    TEXT NOT NULL DEFAULT '[]',
  position   BIGINT NOT NULL DEFAULT 0,
  version    BIGINT NOT NULL DEFAULT 1,
  created_at BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, id)
) CLUSTERED;
