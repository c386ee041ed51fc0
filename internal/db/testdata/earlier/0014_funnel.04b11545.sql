-- More figures per roll-up row: the part of the stock its owners found
-- themselves, and what was received by claim, assignment or round robin.
ALTER TABLE funnel_day ADD COLUMN self_found BIGINT NOT NULL DEFAULT 0;
ALTER TABLE funnel_day ADD COLUMN received BIGINT NOT NULL DEFAULT 0;

-- A board column over many people: next contact first, without a plan last.
CREATE INDEX customer_board ON customer (tenant_id, layer, (COALESCE(next_at, 9000000000000)), id) WHERE owner_id IS NOT NULL AND NOT archived;
