package audit

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"laidan/internal/crm"
	"laidan/internal/db"
)

// ErrKey is what a node learns that has not the key of its installation.
var ErrKey = errors.New("audit.key is not the one of this installation")

// fingerprint tells one key from another. It lies in the database, and says
// nothing by which somebody who reads it could make a proof.
func (k *Key) fingerprint() string {
	mac := hmac.New(sha256.New, []byte(k.Secret))
	mac.Write([]byte("fingerprint of the audit key"))
	return hex.EncodeToString(mac.Sum(nil))
}

// fits is nil when the key at hand is the one that the nodes agreed on, or they
// agreed on none yet.
func fits(tx *db.Tx) error {
	known, err := notedKey(tx)
	if k := keyOf(tx); err == nil && known != "" && (k == nil || k.fingerprint() != known) {
		err = ErrKey
	}
	return err
}

// KeyFits is ErrKey when the key of the data folder is not the installation's:
// then nobody here can tell an erasure that the program made from a forged one.
func KeyFits(ctx context.Context, d *db.DB) error { return d.View(ctx, crm.Actor{}, fits) }

// AgreeKey takes the key of the data folder, or makes one where the installation
// has none, and sees to it that all nodes have the same: what one of them erases
// would look forged to the others. On SQLite, where folder and database belong
// together, the key of the folder is the one, and a lost one is made anew.
func AgreeKey(ctx context.Context, d *db.DB, data string) (made bool, err error) {
	if err := UseKey(d, data); err != nil {
		if d.Postgres() { // a key that cannot be read is none
			err = fmt.Errorf("%w: %w", ErrKey, err)
		}
		return false, err
	}
	agreed := false
	if err := d.View(ctx, crm.Actor{}, func(tx *db.Tx) error {
		known, err := notedKey(tx)
		agreed = known != "" && fits(tx) == nil
		return err
	}); err != nil || agreed {
		return false, err
	}
	err = d.Update(ctx, crm.Actor{}, func(tx *db.Tx) error {
		made, err = agree(tx, data)
		return err
	})
	if err != nil || !made {
		return false, err
	}
	return true, Note(ctx, d, data)
}

// agree settles the key under the lock of its row: of two nodes that start at
// once one makes it, the other finds it in their folder or is refused.
func agree(tx *db.Tx, data string) (made bool, err error) {
	known, err := lockNotedKey(tx)
	if err != nil {
		return false, err
	}
	k, err := readKey(data)
	if err != nil {
		return false, err
	}
	if known != "" && tx.Postgres() && (k == nil || k.fingerprint() != known) {
		return false, wrongKey(data, k == nil)
	}
	if k == nil {
		made = true
		if k, err = makeKey(tx, data); err != nil {
			return false, err
		}
	}
	keys.Store(tx.DB(), k)
	return made, noteKey(tx, k.fingerprint())
}

func wrongKey(data string, missing bool) error {
	what := "is another one than the other nodes of this database have"
	if missing {
		what = "is missing, and the other nodes of this database have one"
	}
	return fmt.Errorf("%w: the file audit.key in the data folder %s %s. It proves which erasures of personal data the program made, so all nodes need the same: "+
		"copy it from the data folder of a node that works, and start again. Where no node has it any more, `laidan audit new-key` makes a new one", ErrKey, data, what)
}

// NewKey replaces a key that was lost: erasures up to now are trusted, and all
// nodes need the new one from now on.
func NewKey(ctx context.Context, d *db.DB, data string) error {
	err := d.Update(ctx, crm.Actor{}, func(tx *db.Tx) error {
		if _, err := lockNotedKey(tx); err != nil {
			return err
		}
		k, err := makeKey(tx, data)
		if err != nil {
			return err
		}
		keys.Store(d, k)
		return noteKey(tx, k.fingerprint())
	})
	if err != nil {
		return err
	}
	return Note(ctx, d, data)
}
