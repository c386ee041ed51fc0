package customer

import "slices"

// coverSQL writes the texts that may hold numbers.
var coverSQL = `UPDATE customer SET name = @name, name_key = @name_key, tags = @tags, custom = @custom, ` +
	columnsOf(func(f *Field) bool { return slices.Contains(hiding, f) }, "%[1]s = @%[1]s") + ` WHERE tenant_id = @tenant AND id = @id`

const (
	numbersOfSQL = `UPDATE customer SET numbers = @numbers WHERE tenant_id = @tenant AND id = @id`
	nameOnlySQL  = `UPDATE contact SET name = @name WHERE tenant_id = @tenant AND customer_id = @customer_id AND id = @id`
	uncoveredSQL = `SELECT id FROM customer WHERE tenant_id = @tenant AND numbers IS NULL ORDER BY id LIMIT @limit`
	// Of a page of customers at once.
	contactsOfSQL = `SELECT customer_id, id, name, title, is_primary, preferred, remark, version, created_at FROM contact
		WHERE tenant_id = @tenant AND customer_id IN (@ids) ORDER BY is_primary DESC, id`
	channelsOfSQL = `SELECT customer_id, id, contact_id, kind, value, norm, ext, label FROM channel
		WHERE tenant_id = @tenant AND customer_id IN (@ids) ORDER BY id`
	wordsOfSQL = `SELECT customer_id, field, text FROM customer_words WHERE tenant_id = @tenant AND customer_id IN (@ids) ORDER BY field`
)
