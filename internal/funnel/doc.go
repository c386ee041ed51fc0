// Package funnel runs the method: the template of layers with their ideal
// numbers, what a customer must have to enter a layer, moves between layers
// with their append-only history, and the figures read from roll-ups that are
// written in the transaction of each act.
package funnel
