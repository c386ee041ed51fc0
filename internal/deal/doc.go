// Package deal keeps what is being sold and what was sold: deals, contracts,
// payments and acceptance.
package deal
