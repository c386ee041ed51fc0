package bulk

// UndoState is how far an undo got and what it left alone.
type UndoState struct {
	Removed  int    `json:"removed"`
	Restored int    `json:"restored"`
	Kept     []Kept `json:"kept"`
	KeptMore int    `json:"keptMore"`
}

// Kept is a customer that somebody worked on since, so that undo left it.
type Kept struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}
