package deal

const dealColumns = `d.id, d.customer_id, d.name, d.product_id, d.amount, d.currency, d.expected_on, d.probability, d.competitor, d.state,
	d.loss_reason, d.owner_id, d.version, d.created_by, d.created_at, d.closed_at`

const contractColumns = `ct.id, ct.customer_id, ct.deal_id, ct.number, ct.amount, ct.currency, ct.paid, ct.signed_on, ct.blob_id, ct.accepted_on,
	ct.acceptance_blob_id, ct.owner_id, ct.version, ct.created_by, ct.created_at`

const paymentColumns = `y.id, y.contract_id, y.customer_id, y.amount, y.paid_on, y.method, y.remark, y.blob_id, y.created_by, y.created_at`

// The names that lists show beside ids.
const (
	dealNames = `cu.name AS customer_name, cu.numbers AS customer_numbers, ow.name AS owner_name, pr.name AS product_name`
	dealJoins = `
	LEFT JOIN customer cu ON cu.tenant_id = @tenant AND cu.id = d.customer_id
	LEFT JOIN person ow ON ow.tenant_id = @tenant AND ow.id = d.owner_id
	LEFT JOIN product pr ON pr.tenant_id = @tenant AND pr.id = d.product_id`
	contractNames = `cu.name AS customer_name, cu.numbers AS customer_numbers, ow.name AS owner_name, fi.name AS file_name, ac.name AS acceptance_name`
	contractJoins = `
	LEFT JOIN customer cu ON cu.tenant_id = @tenant AND cu.id = ct.customer_id
	LEFT JOIN person ow ON ow.tenant_id = @tenant AND ow.id = ct.owner_id
	LEFT JOIN blob fi ON fi.tenant_id = @tenant AND fi.id = ct.blob_id
	LEFT JOIN blob ac ON ac.tenant_id = @tenant AND ac.id = ct.acceptance_blob_id`
)

const (
	selectDeal    = `SELECT ` + dealColumns + `, ` + dealNames + ` FROM deal d` + dealJoins
	getDealSQL    = selectDeal + ` WHERE d.tenant_id = @tenant AND d.id = @id`
	lockDealSQL   = `SELECT ` + dealColumns + ` FROM deal d WHERE d.tenant_id = @tenant AND d.id = @id FOR UPDATE`
	dealsOfSQL    = selectDeal + ` WHERE d.tenant_id = @tenant AND d.customer_id = @customer ORDER BY d.id DESC`
	dealPlaceSQL  = `SELECT customer_id FROM deal WHERE tenant_id = @tenant AND id = @id`
	insertDealSQL = `INSERT INTO deal (tenant_id, id, customer_id, name, product_id, amount, currency, expected_on, probability, competitor, owner_id,
	created_by, created_at) VALUES (@tenant, @id, @customer_id, @name, @product_id, @amount, @currency, @expected_on, @probability, @competitor,
	@owner_id, @me, @now)`
	updateDealSQL = `UPDATE deal SET name = @name, product_id = @product_id, amount = @amount, currency = @currency, expected_on = @expected_on,
	probability = @probability, competitor = @competitor, state = @state, loss_reason = @loss_reason, closed_at = @closed_at, version = version + 1
	WHERE tenant_id = @tenant AND id = @id AND version = @version`
	productSQL = `SELECT EXISTS (SELECT 1 FROM product WHERE tenant_id = @tenant AND id = @id)`
)

// shownSQL finds the amount a customer is listed with: of the latest open deal,
// else of the latest contract.
const shownSQL = `SELECT amount, currency FROM (
	SELECT amount, currency, 0 AS rank, id FROM deal WHERE tenant_id = @tenant AND customer_id = @customer AND state = 'open'
	UNION ALL SELECT amount, currency, 1, id FROM contract WHERE tenant_id = @tenant AND customer_id = @customer) s ORDER BY rank, id DESC LIMIT 1`

const (
	selectContract    = `SELECT ` + contractColumns + `, ` + contractNames + ` FROM contract ct` + contractJoins
	getContractSQL    = selectContract + ` WHERE ct.tenant_id = @tenant AND ct.id = @id`
	contractsOfSQL    = selectContract + ` WHERE ct.tenant_id = @tenant AND ct.customer_id = @customer ORDER BY ct.id DESC`
	contractPlaceSQL  = `SELECT customer_id FROM contract WHERE tenant_id = @tenant AND id = @id`
	lockContractSQL   = `SELECT ` + contractColumns + ` FROM contract ct WHERE ct.tenant_id = @tenant AND ct.id = @id FOR UPDATE`
	insertContractSQL = `INSERT INTO contract (tenant_id, id, customer_id, deal_id, number, amount, currency, signed_on, blob_id, owner_id, created_by, created_at)
	VALUES (@tenant, @id, @customer_id, @deal_id, @number, @amount, @currency, @signed_on, @blob_id, @owner_id, @me, @now)`
	updateContractSQL = `UPDATE contract SET number = @number, amount = @amount, signed_on = @signed_on, blob_id = @blob_id, paid = @paid,
	accepted_on = @accepted_on, acceptance_blob_id = @acceptance_blob_id, version = version + 1
	WHERE tenant_id = @tenant AND id = @id AND version = @version`
)

const (
	insertPaymentSQL = `INSERT INTO payment (tenant_id, contract_id, id, customer_id, amount, paid_on, method, remark, blob_id, created_by, created_at)
	VALUES (@tenant, @contract_id, @id, @customer_id, @amount, @paid_on, @method, @remark, @blob_id, @me, @now)`
	selectPayments = `SELECT ` + paymentColumns + `, by_p.name AS by_name FROM payment y
	LEFT JOIN person by_p ON by_p.tenant_id = @tenant AND by_p.id = y.created_by`
	paymentsOfSQL      = selectPayments + ` WHERE y.tenant_id = @tenant AND y.customer_id = @customer ORDER BY y.paid_on, y.id`
	contractPaymentSQL = selectPayments + ` WHERE y.tenant_id = @tenant AND y.contract_id = @id ORDER BY y.paid_on, y.id`
)

// factsSQL reads what entry checks ask about: living deals and the contracts.
const factsSQL = `SELECT state AS kind, id, name, amount, currency, 0 AS paid, FALSE AS has_file, CAST(NULL AS BIGINT) AS accepted_on, FALSE AS has_acceptance
	FROM deal WHERE tenant_id = @tenant AND customer_id = @customer AND state <> 'lost'
	UNION ALL SELECT 'contract', id, number, amount, currency, paid, blob_id IS NOT NULL, accepted_on, acceptance_blob_id IS NOT NULL
	FROM contract WHERE tenant_id = @tenant AND customer_id = @customer ORDER BY id`

// Deals and contracts follow their customer to its next owner.
const (
	followDealsSQL     = `UPDATE deal SET owner_id = @owner WHERE tenant_id = @tenant AND customer_id IN (@customers) AND state = 'open'`
	followContractsSQL = `UPDATE contract SET owner_id = @owner WHERE tenant_id = @tenant AND customer_id IN (@customers)`
)
