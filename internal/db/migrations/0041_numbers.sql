-- All numbers of all contacts of a customer, beside it: what is hidden in every
-- text about it. NULL: the texts were hidden by a version before this one and
-- are gone through once more (customer.CoverAll).
ALTER TABLE customer ADD COLUMN numbers TEXT; -- pii
CREATE INDEX customer_uncovered ON customer (tenant_id, id) WHERE numbers IS NULL;
