-- Acts on more customers than one transaction should hold: they run in the
-- background, page by page.
CREATE TABLE bulk_act (
  tenant_id  BIGINT NOT NULL,
  id         BIGINT NOT NULL,
  request    TEXT NOT NULL, -- the act; whom it is about stands in bulk_act_row
  state      TEXT NOT NULL DEFAULT 'running',
  total      BIGINT NOT NULL DEFAULT 0,
  done       BIGINT NOT NULL DEFAULT 0,
  refused    BIGINT NOT NULL DEFAULT 0,
  message    TEXT NOT NULL DEFAULT '',
  created_by BIGINT NOT NULL,
  created_at BIGINT NOT NULL,
  done_at    BIGINT,
  PRIMARY KEY (tenant_id, id)
) CLUSTERED;

-- code is empty until the customer's turn, then 'done' or why it refused.
CREATE TABLE bulk_act_row (
  tenant_id   BIGINT NOT NULL,
  act_id      BIGINT NOT NULL,
  customer_id BIGINT NOT NULL,
  code        TEXT NOT NULL DEFAULT '',
  params      TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (tenant_id, act_id, customer_id)
) CLUSTERED;
