package customer

import "laidan/internal/words"

// The kinds of a customer.
const (
	Company = "company"
	Person  = "person"
)

// Grades and Temperatures in their order, best and hottest first.
var (
	Grades       = words.Grade("").Words()
	Temperatures = words.Temperature("").Words()
)
