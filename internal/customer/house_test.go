package customer_test

import (
	"laidan/internal/app"
	"laidan/internal/customer"
)

// The tables of all rooms stand in the house, which knows this package.
func init() { customer.House = (&app.App{}).House }
