-- Numbers that show the same end alike: whether a typed number could tell hidden
-- digits is asked at every entry, and must not read all numbers of a prefix.
CREATE INDEX customer_key_tail ON customer_key (tenant_id, kind, substr(norm, length(norm) - 3)) WHERE kind <> 'name';
