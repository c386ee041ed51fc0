package audit

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"laidan/internal/crm"
	"laidan/internal/db"
)

// Key proves that an erasure was made by this program. It lies in the data
// folder: who can change the database alone cannot empty facts and write an
// erasure that vouches for them.
type Key struct {
	Secret string `json:"secret"`
	// Trusted are the places of each organisation's log up to which erasures need
	// no proof: they are older than the key, or came with a restored backup.
	Trusted map[string]int64 `json:"trusted"`
}

const keyName = "audit.key"

var keys sync.Map // *db.DB -> *Key

func keyOf(tx *db.Tx) *Key {
	if k, ok := keys.Load(tx.DB()); ok {
		return k.(*Key)
	}
	return nil
}

// UseKey takes the key of the data folder for a database, if there is one.
func UseKey(d *db.DB, data string) error {
	k, err := readKey(data)
	if err == nil && k != nil {
		keys.Store(d, k)
	}
	return err
}

// makeKey makes the key of a data folder that has none. What was erased before is
// trusted.
func makeKey(tx *db.Tx, data string) (*Key, error) {
	secret := make([]byte, 32)
	if _, err := rand.Read(secret); err != nil {
		return nil, err
	}
	k := &Key{Secret: hex.EncodeToString(secret), Trusted: map[string]int64{}}
	err := inEach(tx, func(t named) error {
		n, err := db.One[int64](tx, "SELECT COUNT(*) FROM fact WHERE tenant_id = @tenant")
		k.Trusted[tx.Tenant().String()] = n // places have no gaps, and what waits gets the next ones
		return err
	})
	if err == nil {
		err = os.MkdirAll(data, 0o700) // beside PostgreSQL nothing made it yet
	}
	if err == nil {
		err = writeKey(data, k) // a key that is not kept proves nothing later
	}
	return k, err
}

func hasKey(d *db.DB) bool {
	_, ok := keys.Load(d)
	return ok
}

func readKey(data string) (*Key, error) {
	b, err := os.ReadFile(filepath.Join(data, keyName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	k := &Key{}
	if err == nil {
		err = json.Unmarshal(b, k)
	}
	if err == nil && k.Secret == "" {
		err = errors.New("it holds no key")
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", keyName, err)
	}
	return k, nil
}

func writeKey(data string, k *Key) error { return replace(data, keyName, k) }

// Trust accepts the erasures of logs that were just restored and verified.
func Trust(data string, list []Checkpoint) error {
	k, err := readKey(data)
	if err != nil || k == nil {
		return err
	}
	for _, c := range list {
		t := crm.IDOf[crm.Tenant](c.Tenant).String()
		k.Trusted[t] = max(k.Trusted[t], c.Seq)
	}
	return writeKey(data, k)
}

// Vouched is what an erasure says of the facts it emptied. A node without the
// installation's key cannot vouch for anything, and may not erase.
func Vouched(tx *db.Tx, facts []crm.FactID) (Vouch, error) {
	v := Vouch{Facts: facts}
	if err := fits(tx); err != nil {
		if errors.Is(err, ErrKey) {
			err = crm.Fail(crm.Refused, "audit.key")
		}
		return v, err
	}
	if k := keyOf(tx); k != nil {
		v.Proof = k.proof(tx.Tenant(), facts)
	}
	return v, nil
}

func (k *Key) proof(tenant crm.TenantID, facts []crm.FactID) string {
	var b strings.Builder
	b.WriteString(tenant.String())
	for _, f := range facts {
		b.WriteString("|" + f.String())
	}
	mac := hmac.New(sha256.New, []byte(k.Secret))
	mac.Write([]byte(b.String()))
	return hex.EncodeToString(mac.Sum(nil))
}

// trusts reports whether an erasure was made by the program. Without a key,
// beside a database alone, nobody can tell.
func (k *Key) trusts(tenant crm.TenantID, r Row, v Vouch) bool {
	return k == nil || r.Seq > 0 && r.Seq <= k.Trusted[tenant.String()] || hmac.Equal([]byte(v.Proof), []byte(k.proof(tenant, v.Facts)))
}
