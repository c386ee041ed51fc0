-- What the customer and product modules need beyond 0002.

CREATE UNIQUE INDEX product_name ON product (tenant_id, name);
CREATE UNIQUE INDEX product_code ON product (tenant_id, code) WHERE code <> '';
-- The customers that were merged into one: their facts belong to its timeline.
CREATE INDEX customer_merged ON customer (tenant_id, merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX customer_archived ON customer (tenant_id, id) WHERE archived;

-- The full wording of texts that hold telephone numbers. The row of the
-- customer keeps the masked form, so that no filter or report tells a number.
CREATE TABLE customer_words (
  tenant_id   BIGINT NOT NULL,
  customer_id BIGINT NOT NULL,
  field       TEXT NOT NULL,
  text        TEXT NOT NULL, -- pii
  PRIMARY KEY (tenant_id, customer_id, field)
) CLUSTERED;
