package audit

import (
	"laidan/internal/crm"
	"laidan/internal/event"
)

// Row is a fact with its place in the chain; Seq is 0 while it is unsealed.
type Row struct {
	event.Row
	Seq   int64  `db:"seq"`
	Chain string `db:"chain"`
}

// Erased reports whether a person's data was erased from the fact: payload and
// salt are gone, the commitment stands for them.
func (r Row) Erased() bool { return r.Payload == "" && r.Salt == "" }

// The faults a row may have.
const (
	FaultChanged   = "changed"          // what the row says is not what was committed
	FaultMissing   = "missing"          // rows before this one are gone
	FaultChain     = "chain"            // the row does not follow the one before it
	FaultTruncated = "truncated"        // the log ends before a checkpoint
	FaultOther     = "other"            // the log is not the one the checkpoint is of
	FaultEmptied   = "emptied"          // its content is gone and no erasure of a person says so
	FaultForged    = "forged"           // an erasure that this program did not make vouches for emptied facts
	FaultNoCheck   = "no_checkpoint"    // the checkpoint beside the database is gone
	FaultShort     = "short_checkpoint" // the checkpoint beside the database is older than it was
)

// ErasedKind is the fact of a person's erasure. Its payload names the facts
// whose content went with the person: an emptied fact that none of them names
// was emptied by somebody else.
const ErasedKind = "privacy.Erased"

// Vouch is the part of an erasure's payload that vouches for emptied facts.
type Vouch struct {
	Facts []crm.FactID `json:"facts"`
	Proof string       `json:"proof,omitempty"` // made with the key of the data folder
}

func vouchOf(r Row) (v Vouch) {
	if r.Kind != ErasedKind || r.Into(&v) != nil {
		return Vouch{}
	}
	return v
}

// Fault is the first thing that is wrong with a log.
type Fault struct {
	Fault string     `json:"fault"`
	Seq   int64      `json:"seq"` // 0: in the unsealed tail
	ID    crm.FactID `json:"id"`
	Kind  string     `json:"kind"`
	At    crm.Millis `json:"at"`
}

func faultAt(r Row, fault string) *Fault { return &Fault{fault, r.Seq, r.ID, r.Kind, r.At} }

// Link is a point of the chain. Kept outside the database it proves later that
// nothing up to it was cut off or written anew.
type Link struct {
	Seq   int64  `json:"seq" db:"seq"`
	Chain string `json:"chain" db:"chain"`
}

// Follow checks the row that comes after link and gives the next link, or the
// fault.
func (l Link) Follow(r Row) (Link, *Fault) {
	switch {
	case r.Seq != l.Seq+1:
		return l, faultAt(r, FaultMissing)
	case !intact(r):
		return l, faultAt(r, FaultChanged)
	case event.Chain(l.Chain, r.Commitment) != r.Chain:
		return l, faultAt(r, FaultChain)
	}
	return Link{r.Seq, r.Chain}, nil
}

// intact reports whether a row says what was committed.
func intact(r Row) bool { return r.Erased() || event.Commitment(r.Row) == r.Commitment }
