package funnel

// What a merge of customers does to the times at which they left layers.
const (
	// Two exits from one layer at the same millisecond: the one that comes goes
	// behind, where there is room for as many as come, in their order.
	mergeExitsSQL = `UPDATE layer_exit SET customer_id = @to, at = CASE WHEN EXISTS (SELECT 1 FROM layer_exit e WHERE e.tenant_id = @tenant
			AND e.customer_id = @to AND e.layer = layer_exit.layer AND e.at = layer_exit.at)
			THEN (SELECT MIN(x.at) + 1 FROM layer_exit x WHERE x.tenant_id = @tenant AND x.customer_id IN (@to, @from)
				AND x.layer = layer_exit.layer AND x.at >= layer_exit.at AND NOT EXISTS (SELECT 1 FROM layer_exit y
					WHERE y.tenant_id = @tenant AND y.customer_id IN (@to, @from) AND y.layer = x.layer AND y.at > x.at
					AND y.at <= x.at + 1 + (SELECT COUNT(*) FROM layer_exit k WHERE k.tenant_id = @tenant AND k.customer_id = @from AND k.layer = x.layer)))
				+ (SELECT COUNT(*) FROM layer_exit f WHERE f.tenant_id = @tenant AND f.customer_id = @from
					AND f.layer = layer_exit.layer AND f.at < layer_exit.at)
			ELSE at END
			WHERE tenant_id = @tenant AND customer_id = @from`
	linkExitsSQL = `UPDATE layer_exit SET next_day = (SELECT MIN(e.day) FROM layer_exit e WHERE e.tenant_id = @tenant AND e.customer_id = @to
			AND e.layer = layer_exit.layer AND e.at > layer_exit.at) WHERE tenant_id = @tenant AND customer_id = @to`
)
