package bulk

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"slices"
	"time"

	"laidan/internal/authz"
	"laidan/internal/blob"
	"laidan/internal/crm"
	"laidan/internal/db"
	"laidan/internal/event"
	"laidan/internal/field"
	"laidan/internal/host"
	"laidan/internal/sheet"
)

// pageRows is how many rows one transaction holds: small enough that others
// write in between, large enough that a commit is cheap.
const pageRows = 500

// dryRunTime bounds a dry run; a longer file is tried as far as it gets.
const dryRunTime = 20 * time.Second

// stored is the report column of an import.
type stored struct {
	Analysis *analysis  `json:"analysis"`
	Preview  *Preview   `json:"preview,omitempty"`
	Fields   []string   `json:"fields,omitempty"` // ids of the custom fields this import made
	Actor    *crmActor  `json:"actor,omitempty"`  // as whom it runs
	Undo     *UndoState `json:"undo,omitempty"`
	// Paid are the customers that its person's dry runs were paid for.
	Paid []crm.CustomerID `json:"paid,omitempty"`
}

// paidBy is what somebody paid for: nobody reads at another's expense.
func (s stored) paidBy(imp Import, person crm.PersonID) []crm.CustomerID {
	if person == imp.CreatedBy {
		return s.Paid
	}
	return nil
}

// Uploaded files are kept until their import can no longer be undone, see
// ForgetFiles; they are read again by the run and by another dry run.

// Upload takes a file in, finds out what it is and makes a dry run. A file that
// cannot be read is refused with the reason and not kept. given are options that
// win over what was found out.
func Upload(ctx context.Context, d *db.DB, files blob.Store, a crm.Actor, name string, r io.Reader, given json.RawMessage) (Import, error) {
	if !authz.May(a, authz.ImportRun) && !authz.May(a, authz.ImportOwn) {
		return Import{}, crm.Fail(crm.Forbidden, "forbidden")
	}
	tmp, size, err := receive(files, r)
	if err != nil {
		return Import{}, err
	}
	defer host.DropTemp(tmp)
	choice := struct{ sheet.Choice }{}
	if len(given) > 0 {
		if err := json.Unmarshal(given, &choice); err != nil {
			return Import{}, crm.Fail(crm.Invalid, "import.options")
		}
	}
	t, err := try(ctx, d, files, a, tmp, size, name, nil, choice.Choice, func(an *analysis) (*Options, error) {
		o := an.propose(name)
		o.Choice = an.Detected.choice()
		return &o, merge(&o, given)
	})
	if err != nil {
		return Import{}, err
	}
	if _, err := tmp.Seek(0, io.SeekStart); err != nil {
		return Import{}, err
	}
	b, err := files.Put(ctx, d, a, "import", name, tmp)
	if err != nil {
		return Import{}, err
	}
	var imp Import
	err = d.Update(ctx, a, func(tx *db.Tx) error {
		imp = Import{ID: db.NewID[crm.Import](tx), BlobID: b.ID, FileName: b.Name, State: StateMapped, Options: asJSON(t.o),
			Report: asJSON(stored{Analysis: t.a, Preview: t.p, Paid: t.paid}), Total: t.a.Detected.Rows, Version: 1, CreatedBy: a.Person, CreatedAt: tx.NowMillis()}
		if err := db.InsertMany(tx, "import", []Import{imp}); err != nil {
			return err
		}
		return event.Record(tx, event.Fact{Kind: "bulk.Uploaded", Subject: imp.ID.Int64(), Data: uploaded{imp.FileName, imp.Total, t.p.Counts}})
	})
	return imp, err
}

type uploaded struct {
	File   string `json:"file"`
	Rows   int    `json:"rows"`
	Counts counts `json:"counts"`
}

// receive keeps an upload in a temporary file: what it is decides whether it
// is kept.
func receive(files blob.Store, r io.Reader) (*os.File, int64, error) {
	f, err := host.TempFile(files.Temp, "import")
	if err != nil {
		return nil, 0, err
	}
	n, err := io.Copy(f, io.LimitReader(r, sheet.Standard.Bytes+1))
	if err == nil && n > sheet.Standard.Bytes {
		err = crm.Fail(crm.TooLarge, "import.too_large", "limit", sheet.Standard.Bytes>>20)
	}
	if err != nil {
		host.DropTemp(f)
		return nil, 0, err
	}
	return f, n, nil
}

// choice pins what was found out, so that the run reads the file as the dry run
// did.
func (d Detected) choice() sheet.Choice {
	header := d.HeaderRow
	return sheet.Choice{Encoding: d.Encoding, Delimiter: d.Delimiter, Sheet: d.Sheet, HeaderRow: &header}
}

// merge puts given options over the earlier ones; what is absent stays. Lists
// are replaced; translations and owners are added to, and null takes one away.
func merge(o *Options, given json.RawMessage) error {
	if len(given) == 0 {
		return nil
	}
	values, owners := o.Values, o.Owners
	o.Values, o.Owners = nil, nil
	var maps struct {
		Values map[string]map[string]*string `json:"values"`
		Owners map[string]*string            `json:"owners"`
	}
	if json.Unmarshal(given, &maps) != nil || json.Unmarshal(given, o) != nil {
		return crm.Fail(crm.Invalid, "import.options")
	}
	o.Values, o.Owners = values, mergeMap(owners, maps.Owners)
	for target, texts := range maps.Values {
		if o.Values == nil {
			o.Values = map[string]map[string]string{}
		}
		if merged := mergeMap(o.Values[target], texts); texts != nil && len(merged) > 0 {
			o.Values[target] = merged
		} else {
			delete(o.Values, target)
		}
	}
	return nil
}

func mergeMap(have map[string]string, given map[string]*string) map[string]string {
	for k, v := range given {
		if have == nil {
			have = map[string]string{}
		}
		if v == nil {
			delete(have, k)
			continue
		}
		have[k] = *v
	}
	return have
}

// trial is a file tried out.
type trial struct {
	a    *analysis
	o    *Options
	p    *Preview
	paid []crm.CustomerID
}

// try analyses a file and makes a dry run of it. paid are the customers that an
// earlier one was paid for.
func try(ctx context.Context, d *db.DB, files blob.Store, a crm.Actor, r io.ReaderAt, size int64, name string, paid []crm.CustomerID, c sheet.Choice, options func(*analysis) (*Options, error)) (*trial, error) {
	leave, err := tryAlone(ctx, a.Person)
	if err != nil {
		return nil, err
	}
	defer leave()
	book, err := sheet.Open(patient{r, ctx}, size, name, c, limits(files))
	if err != nil {
		return nil, err
	}
	defer book.Close()
	var k known
	err = d.View(ctx, a, func(tx *db.Tx) error {
		if k.Region, err = db.One[string](tx, tenantSQL); err != nil {
			return err
		}
		k.Fields, err = field.Defs(tx)
		return err
	})
	if err != nil {
		return nil, err
	}
	t := &trial{}
	if t.a, err = analyse(book, k); err != nil {
		return nil, err
	}
	if t.o, err = options(t.a); err != nil {
		return nil, err
	}
	if err := t.o.check(book.Header()); err != nil {
		return nil, err
	}
	t.p, t.paid, err = dryRun(ctx, d, a, book, t.a, t.o, paid, nil)
	return t, err
}

// dryRun does everything a run does except writing. each, if given, sees every
// row with its verdict. It answers for which customers was paid by now.
func dryRun(ctx context.Context, d *db.DB, a crm.Actor, book *sheet.Book, an *analysis, o *Options, paid []crm.CustomerID,
	each func(*line) error) (*Preview, []crm.CustomerID, error) {
	start := time.Now() // how long it takes, not when it is
	p := &Preview{Rows: []PreviewRow{}, groups: map[string]*Group{}, notes: map[string]*Group{}, owners: map[string]int{}}
	var s *session
	err := d.View(ctx, a, func(tx *db.Tx) error {
		var err error
		s, err = openSession(tx, an, o, crm.ImportID{})
		return err
	})
	if err == nil {
		err = s.newAsking(ctx, d, true, paid)
	}
	if err != nil {
		return nil, paid, err
	}
	f := newForecast(s)
	err = s.inPages(book, 0, func(items []*Item) error {
		if err := s.asking.ask(items); err != nil {
			return err
		}
		err := d.View(ctx, a, func(tx *db.Tx) error { return s.tryPage(tx, items, f, p, each) })
		if err == nil && (each == nil && time.Since(start) > dryRunTime || p.Tried >= forecastMost) {
			p.Partial = true
			return errEnough
		}
		return err
	})
	if err != nil && !errors.Is(err, errEnough) {
		return nil, paid, err
	}
	p.close(s)
	p.Millis = time.Since(start).Milliseconds()
	if s.asking == nil {
		return p, nil, nil
	}
	p.Elsewhere, p.Withheld = s.asking.silent/elsewhereRound*elsewhereRound, s.asking.broke
	return p, s.asking.paid, s.asking.close()
}

// elsewhereRound makes the sum of a dry run too coarse to search with: files
// that differ in one row have the same.
const elsewhereRound = 100

func (s *session) tryPage(tx *db.Tx, items []*Item, f *forecast, p *Preview, each func(*line) error) error {
	if err := authz.Here(tx); err != nil {
		return err
	}
	if err := f.read(tx, items); err != nil {
		return err
	}
	for _, it := range items {
		l, filled := f.foresee(tx, it)
		p.see(l, s.builder, filled)
		if each != nil {
			if err := each(l); err != nil {
				return err
			}
		}
	}
	return nil
}

// names are the fields an update sets, for the preview.
func (e edit) names(p contactEdit) []string {
	var set map[string]any
	_ = json.Unmarshal([]byte(asJSON(e.Set)), &set) // our own JSON
	var list []string
	for k := range set {
		list = append(list, k)
	}
	slices.Sort(list)
	if p.add != nil {
		list = append(list, sheet.ToContact)
	}
	if len(p.more) > 0 {
		list = append(list, sheet.ToPhone)
	}
	return list
}
