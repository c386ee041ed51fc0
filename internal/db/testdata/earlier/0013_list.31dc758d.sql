-- Sorts over everybody's customers that 0002 has no index for.
CREATE INDEX customer_created ON customer (tenant_id, created_at, id) WHERE NOT archived;
CREATE INDEX customer_since ON customer (tenant_id, layer_since, id) WHERE NOT archived;
