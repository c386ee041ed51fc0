package expr

// Tree is a condition as JSON, so that a program which shows one need not read
// the language: exactly one of Test, Not and Join stands in it.
type Tree struct {
	Test *TreeTest `json:"test,omitempty"`
	Not  *Tree     `json:"not,omitempty"`
	Join string    `json:"join,omitempty" enum:"and,or"`
	Of   []Tree    `json:"of,omitempty" doc:"Of a join, two or more"`
}

// TreeTest compares one field.
type TreeTest struct {
	Field string    `json:"field"`
	Op    Op        `json:"op"`
	Args  []TreeArg `json:"args" doc:"None for is empty, two for between, any number for in"`
}

// TreeArg is one value of a test.
type TreeArg struct {
	Kind string `json:"kind" enum:"text,number,bool,call"`
	Text string `json:"text" doc:"A text, a number, true or false, or the name of a function"`
	N    *int64 `json:"n,omitempty" doc:"The number a function takes"`
}

// TreeOf is a parsed condition as JSON, nil for the empty one.
func TreeOf(n Node) *Tree {
	switch n := n.(type) {
	case And:
		return &Tree{Join: "and", Of: treesOf(n.Of)}
	case Or:
		return &Tree{Join: "or", Of: treesOf(n.Of)}
	case Not:
		return &Tree{Not: TreeOf(n.Of)}
	case Test:
		return &Tree{Test: &TreeTest{n.Field, n.Op, treeArgs(n.Args)}}
	}
	return nil
}

func treesOf(nodes []Node) []Tree {
	trees := make([]Tree, len(nodes))
	for i, n := range nodes {
		trees[i] = *TreeOf(n)
	}
	return trees
}

var argKinds = [...]string{TextArg: "text", NumberArg: "number", BoolArg: "bool", CallArg: "call"}

func treeArgs(args []Arg) []TreeArg {
	out := make([]TreeArg, len(args))
	for i, a := range args {
		out[i] = TreeArg{Kind: argKinds[a.Kind], Text: a.Text}
		if a.Kind == CallArg && functions[a.Text] {
			out[i].N = &args[i].N
		}
	}
	return out
}
