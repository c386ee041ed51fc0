package bulk

import (
	"bytes"
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"laidan/internal/customer"
	"laidan/internal/db"
	"laidan/internal/db/dbtest"
)

// hide makes customers of rep3, whom rep1 and support do not see in full.
func (r rig) hide(numbers ...string) {
	r.t.Helper()
	for i, n := range numbers {
		r.w.Update(r.t, "rep3", func(tx *db.Tx) error {
			_, err := customer.Create(tx, customer.New{Name: fmt.Sprintf("藏起来的%d公司", i), Kind: customer.Company, Phone: n})
			return err
		})
	}
}

func (r rig) probes() int {
	return r.count(`SELECT COUNT(*) FROM fact WHERE tenant_id = @tenant AND kind = 'customer.Probed'`)
}

// errors are the data rows of the error file.
func (r rig) errors(who string, imp Import, outcomes ...Outcome) []string {
	r.t.Helper()
	var b bytes.Buffer
	if err := Errors(r.t.Context(), r.d, r.files, r.w.As(who), imp.ID, outcomes, &b); err != nil {
		r.t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(b.String()), "\r\n")[1:]
}

// candidates is a list with every tenth of the numbers 138****4172 from a to b.
func candidates(a, b int) []byte {
	var list strings.Builder
	list.WriteString("公司,手机\n")
	for n := a; n < b; n++ {
		fmt.Fprintf(&list, "试探%d公司,138%04d4172\n", n, n)
	}
	return []byte(list.String())
}

// TestListOfGuesses: of a file with all that a hidden number may be, what
// the hour's probes pay for is answered. All others are left out,
// the true one like the wrong ones, in the dry run, the error file and the run,
// and cutting or discarding the file does not help.
func TestListOfGuesses(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		for _, who := range []string{"rep1", "support"} {
			t.Run(who, func(t *testing.T) {
				r := newRig(t, d)
				r.hide("13807004172")
				const answered = 30
				imp := r.upload(who, "a.csv", candidates(0, 1000), "")
				_, p := preview(t, imp)
				if p.Counts != (counts{Created: answered, Rejected: 1000 - answered}) || !p.Withheld {
					t.Fatalf("the dry run: %+v", p)
				}
				for _, line := range r.errors(who, imp, Rejected, Duplicate) {
					if strings.Contains(line, "13807004172") {
						if other := strings.ReplaceAll(strings.ReplaceAll(line, "0700", "0699"), "700", "699"); !slicesHas(r.errors(who, imp, Rejected, Duplicate), strings.Replace(other, "702", "701", 1)) {
							t.Errorf("the true number has a line of its own: %s", line)
						}
					}
				}
				r.w.Update(t, who, func(tx *db.Tx) error { return Discard(tx, r.files, imp.ID) })
				// The hour is used up: another part of the numbers is not answered at all.
				imp = r.run(who, r.upload(who, "b.csv", candidates(650, 750), ""))
				if imp.Created != 0 || imp.Duplicates != 0 || imp.Rejected != 100 {
					t.Errorf("the second file: %d created, %d known, %d left out", imp.Created, imp.Duplicates, imp.Rejected)
				}
				if n := r.probes(); n != 30 {
					t.Errorf("%d probes audited", n)
				}
			})
		}
	})
}

func slicesHas(list []string, s string) bool {
	return strings.Contains("\n"+strings.Join(list, "\n")+"\n", "\n"+s+"\n")
}

// TestManySmallFiles: files with three guesses each count as one list.
func TestManySmallFiles(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRig(t, d)
		r.hide("13807004172")
		told := 0
		for i := range 20 {
			imp := r.upload("support", "a.csv", candidates(3*i, 3*i+3), "")
			_, p := preview(t, imp)
			told += p.Counts.Created + p.Counts.Duplicates
			r.w.Update(t, "support", func(tx *db.Tx) error { return Discard(tx, r.files, imp.ID) })
		}
		if told != 30 {
			t.Errorf("%d guesses answered within the hour", told)
		}
	})
}

// TestHonestLists: what real people bring is neither counted nor left out.
func TestHonestLists(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRig(t, d)
		random := rand.New(rand.NewSource(1))
		mobile := func() string { return fmt.Sprintf("138%08d", random.Intn(100_000_000)) }
		var hidden []string
		for range 100 {
			hidden = append(hidden, mobile())
		}
		r.hide(append(hidden, "010-62348000")...)
		var list strings.Builder
		list.WriteString("公司,手机,固话\n")
		for i := range 5000 {
			fmt.Fprintf(&list, "诚实%d公司,%s,\n", i, mobile())
		}
		for i := range 30 {
			fmt.Fprintf(&list, "总机%d公司,,010-%04d8000\n", i, 6200+i)
		}
		imp := r.upload("support", "诚实.csv", []byte(list.String()), "")
		if _, p := preview(t, imp); p.Counts.Rejected != 0 || p.Withheld || p.Partial {
			t.Errorf("%+v", p.Counts)
		}
		for i := range 20 {
			small := fmt.Sprintf("公司,手机\n今天%d公司,%s\n", i, mobile())
			if imp := r.run("rep1", r.upload("rep1", "今天.csv", []byte(small), "")); imp.Created != 1 {
				t.Errorf("file %d: %+v", i, imp)
			}
		}
		if n := r.probes(); n != 0 {
			t.Errorf("honest work cost %d probes", n)
		}
	})
}

// TestHiddenMatchesArePaid: a role with import rights is told of thirty hidden
// customers an hour, once each; the others are in the sum only.
func TestHiddenMatchesArePaid(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRig(t, d)
		var numbers []string
		list := "公司,手机\n"
		for i := range 150 {
			numbers = append(numbers, fmt.Sprintf("139%04d%04d", 1000+i, 2000+i))
			list += fmt.Sprintf("名单%d公司,%s\n", i, numbers[i])
		}
		r.hide(numbers[:140]...)
		imp := r.upload("support", "a.csv", []byte(list), "")
		_, p := preview(t, imp)
		if p.Counts != (counts{Created: 120, Duplicates: 30}) || p.Elsewhere != 100 || !p.Withheld || r.probes() != 30 {
			t.Fatalf("%+v, %d probes", p, r.probes())
		}
		if again, err := Adjust(t.Context(), d, r.files, r.w.As("support"), imp.ID, []byte(`{"source":"展会"}`)); err != nil {
			t.Error(err)
		} else if _, p := preview(t, again); p.Counts.Duplicates != 30 || r.probes() != 30 {
			t.Errorf("tried again: %+v, %d probes", p.Counts, r.probes())
		}
		if _, p := preview(t, r.upload("support", "a.csv", []byte(list), "")); p.Counts.Duplicates != 30 || r.probes() != 30 {
			t.Errorf("uploaded again: %+v, %d probes", p.Counts, r.probes())
		}
		imp = r.run("support", imp)
		if imp.Created != 10 || imp.Duplicates != 140 {
			t.Errorf("the run: %+v", imp)
		}
		if lines := r.errors("support", imp, Rejected, Duplicate); len(lines) != 30 {
			t.Errorf("%d rows are told", len(lines))
		}
		r.w.SetNow(r.w.At.Add(66 * 60e9)) // what the import paid for stays its own
		if _, p := preview(t, r.upload("support", "b.csv", []byte(list), "")); p.Counts.Duplicates != 30+10 || r.probes() != 60 {
			t.Errorf("an hour later: %+v, %d probes", p.Counts, r.probes())
		}
	})
}

// TestOwnListTellsTheSum: of others' customers a rep's list tells how many, never
// which.
func TestOwnListTellsTheSum(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRig(t, d)
		r.hide("13912340001", "13912350002")
		list := "公司,手机,电话2,邮箱\n一公司,13912340001,,\n二公司,13912350002,,\n三公司,13912360003,,\n"
		for _, duplicates := range []string{Skip, Fill, Overwrite} {
			imp := r.upload("rep1", "a.csv", []byte(list), `{"duplicates":"`+duplicates+`"}`)
			_, p := preview(t, imp)
			if p.Counts != (counts{Created: 3}) || p.Elsewhere != 0 || len(p.Errors) > 0 || r.probes() > 2 {
				t.Errorf("%s: the dry run: %+v", duplicates, p)
			}
			imp = r.run("rep1", imp)
			if imp.Created != 1 || imp.Duplicates != 2 {
				t.Errorf("%s: %+v", duplicates, imp)
			}
			if lines := r.errors("rep1", imp, Rejected, Duplicate); len(lines) != 0 {
				t.Errorf("%s: %q", duplicates, lines)
			}
			r.w.Update(t, "rep1", func(tx *db.Tx) error { _, err := Undo(tx, imp.ID); return err })
			if _, err := RunUndo(t.Context(), d, r.w.Tenant, imp.ID); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// TestFillIsNoOracle: a number that a row would add to one's own customer tells
// by being refused; it is a question like any other.
func TestFillIsNoOracle(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		r := newRig(t, d)
		r.hide("13807004172")
		var list strings.Builder
		list.WriteString("客户编号,公司,手机,备用手机\n")
		for n := range 100 {
			fmt.Fprintf(&list, "A%d,自己%d公司,1581111%04d,138%04d4172\n", n, n, n, 650+n)
		}
		imp := r.run("rep1", r.upload("rep1", "a.csv", []byte(list.String()), `{"externalSource":"erp","duplicates":"fill"}`))
		if imp.Created > 30 || imp.Rejected < 70 {
			t.Errorf("%d came in, %d were left out", imp.Created, imp.Rejected)
		}
		if n := r.count(`SELECT COUNT(*) FROM channel WHERE tenant_id = @tenant AND norm LIKE '+86138____4172'`); n > 1+30 {
			t.Errorf("%d guesses were taken", n)
		}
	})
}
