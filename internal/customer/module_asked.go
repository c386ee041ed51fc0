package customer

import (
	"context"
	"slices"
	"strings"

	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/phone"
)

// Shown are the digits that a mask shows of the number in a key, "" when there
// is no number in it. Who sees the mask learns the rest from being told which of
// several numbers with the same shown digits is known. Of an address without a
// number nothing is hidden but whether we know it.
func (k Key) Shown() string {
	switch {
	case k.Kind == KeyMobile || k.Kind == KeyPhone:
		return phone.Mask(k.Norm)
	case k.Kind == KeyName:
		return ""
	}
	shown := phone.MaskText(k.Norm)
	if shown == k.Norm && k.Kind != KeyWeChat && k.Kind != KeyEmail {
		return ""
	}
	return shown
}

// alike asks for the keys with the same shown digits.
func (k Key) alike() (text string, args db.Args) {
	escape := strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace
	head, tail, hidden := k.Shown(), "", ""
	if i, j := strings.Index(head, "*"), strings.LastIndex(head, "*"); i >= 0 {
		head, tail, hidden = head[:i], head[j+1:], "%"
	}
	if k.Kind == KeyMobile || k.Kind == KeyPhone {
		head = normHead(k.Norm, head)
	}
	args = db.Args{"kind": k.Kind, "pattern": escape(head) + hidden + escape(tail), "limit": mostAlike}
	if end := []rune(tail); len(end) >= shownEnd {
		args["tail"] = string(end[len(end)-shownEnd:])
		return alikeSQL, args
	}
	args["from"], args["to"] = head, head+"\U0010FFFF"
	return alikeHeadSQL, args
}

// normHead is what a mask shows in front, as the normal form has it: 0571 is
// +86571, 138 is +86138.
func normHead(norm, shown string) string {
	for _, head := range []string{shown, "+86" + shown, "+86" + strings.TrimPrefix(shown, "0")} {
		if strings.HasPrefix(norm, head) {
			return head
		}
	}
	return "+"
}

// shownEnd is how much of a number's end is shown, and indexed.
const shownEnd = 4

// mostAlike bounds how many customers with the same shown digits are looked at.
const mostAlike = 500

// Hides reports whether the answer to a key's number could tell hidden digits:
// somebody whom the actor does not see in full has a number that shows the same.
func Hides(tx *db.Tx, k Key) (bool, error) {
	if k.Shown() == "" {
		return false, nil
	}
	text, args := k.alike()
	ids, err := db.All[crm.CustomerID](tx, text, args)
	if err != nil || len(ids) == 0 {
		return false, err
	}
	hidden, err := Hidden(tx, ids)
	return len(hidden) > 0, err
}

// Hidden are those of the customers whose numbers the actor may not see.
func Hidden(tx *db.Tx, ids []crm.CustomerID) ([]crm.CustomerID, error) {
	if tx.Actor.System() || len(ids) == 0 {
		return nil, nil
	}
	list, err := Many(tx, ids)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(ids), func(id crm.CustomerID) bool {
		return slices.ContainsFunc(list, func(c Customer) bool { return c.ID == id && slices.Contains(c.Actions(tx), ActUnmask) })
	}), nil
}

// PayProbe counts n questions of an import about numbers that show the same and
// audits them; paid is false when the hour's questions are used up. It has a
// transaction of its own, because what it pays for is told even if the import
// ends in an error.
func PayProbe(ctx context.Context, d *db.DB, actor crm.Actor, norm string, n int) (paid bool, err error) {
	err = d.Update(ctx, actor, func(tx *db.Tx) error {
		_, err := probe(tx, "import", slices.Repeat([]string{norm}, n)...)
		return err
	})
	if crm.CodeOf(err) == "probe.limit" {
		return false, nil
	}
	return err == nil, err
}

// SerializeImports lets one import of a person at a time note what it asked: the
// row of the person's counter is the lock until the transaction ends.
func SerializeImports(tx *db.Tx) error {
	args := attemptArgs(tx, "import")
	args["bucket"], args["n"] = 0, 0
	_, err := db.GlobalExec(tx, spendSQL, args)
	return err
}
