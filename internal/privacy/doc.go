// Package privacy hands over, or erases, all that is kept about one person: the
// rights of access and of erasure of PIPL and GDPR. It works on the schema as
// such: what a column tagged "-- pii" or a table with customer_id holds is found
// without naming it, so that a module added later is covered too.
package privacy
