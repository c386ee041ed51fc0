package words

// Grade is how much a customer is worth.
type Grade string

// Words lists the grades, best first.
func (Grade) Words() []string { return []string{"A", "B", "C"} }

// Grades, best first.
var Grades = Grade("").Words()

// Temperature is how near a customer is to buying.
type Temperature string

// The temperatures of a customer.
const (
	Hot  = "hot"
	Warm = "warm"
	Cold = "cold"
)

// Words lists the temperatures, hottest first.
func (Temperature) Words() []string { return []string{Hot, Warm, Cold} }

// Temperatures, hottest first: the order of the queue.
var Temperatures = Temperature("").Words()

// AbandonReason is why a customer was given up.
type AbandonReason string

// Words lists the reasons in the order screens show them.
func (AbandonReason) Words() []string {
	return []string{"refused", "unreachable", "unfit", "bought_elsewhere"}
}

// AbandonReasons in the order screens show them.
var AbandonReasons = AbandonReason("").Words()
