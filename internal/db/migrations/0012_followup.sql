-- Follow-up: files of touches, calls started per number, first responses to watch.

CREATE TABLE touch_file (
  tenant_id   BIGINT NOT NULL,
  customer_id BIGINT NOT NULL,
  touch_id    BIGINT NOT NULL,
  blob_id     BIGINT NOT NULL,
  PRIMARY KEY (tenant_id, customer_id, touch_id, blob_id)
) CLUSTERED;

-- The calls started to one number, over all people and over customers that
-- share it: the last few instants as a JSON array. One row per number is the
-- lock that keeps two callers from passing the limit together.
CREATE TABLE call_number (
  tenant_id BIGINT NOT NULL,
  norm      TEXT NOT NULL, -- pii
  starts    TEXT NOT NULL DEFAULT '[]',
  PRIMARY KEY (tenant_id, norm)
) CLUSTERED;

-- First responses that are still open, by when they are due.
CREATE INDEX customer_first ON customer (tenant_id, first_due_at) WHERE first_due_at IS NOT NULL AND NOT archived;
