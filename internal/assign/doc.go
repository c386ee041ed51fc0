// Package assign brings customers to people: pools, claims, releases,
// hand-outs, the cold store, and the receipt that explains each of them.
package assign
