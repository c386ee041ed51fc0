package customer

// The kinds of a customer.
const (
	Company = "company"
	Person  = "person"
)
