package customer

import (
	"reflect"
	"slices"
)

// Slot is where a row has what people edit and where an edit has it.
type Slot interface {
	// apply puts what an edit gives into the row.
	apply(r *Row, ch *Changes)
	// holds reports whether the edit gives nothing or what the row has.
	holds(r *Row, ch *Changes) bool
	// clear takes it out of the edit.
	clear(ch *Changes)
	value(r *Row) any
}

type slot[T comparable] struct {
	row    func(*Row) *T
	change func(*Changes) **T
}

func at[T comparable](row func(*Row) *T, change func(*Changes) **T) Slot { return slot[T]{row, change} }

func (s slot[T]) apply(r *Row, ch *Changes) {
	if given := *s.change(ch); given != nil {
		*s.row(r) = *given
	}
}

func (s slot[T]) holds(r *Row, ch *Changes) bool {
	given := *s.change(ch)
	return given == nil || *given == *s.row(r)
}

func (s slot[T]) clear(ch *Changes) { *s.change(ch) = nil }

func (s slot[T]) value(r *Row) any { return *s.row(r) }

// tagSlot: a row has tags as JSON. Edits clean them first, so apply leaves them
// alone.
type tagSlot struct{}

func (tagSlot) apply(*Row, *Changes) {}

func (tagSlot) holds(r *Row, ch *Changes) bool {
	return ch.Tags == nil || slices.Equal(*ch.Tags, r.TagList())
}

func (tagSlot) clear(ch *Changes) { ch.Tags = nil }

func (tagSlot) value(r *Row) any { return r.TagList() }

// Restoring is what is left of an edit that takes another one back: whose value
// somebody changed since stays.
func (ch Changes) Restoring(written Changes, r Row) Changes {
	for _, f := range editable {
		if !f.Slot.holds(&r, &written) {
			f.Slot.clear(&ch)
		}
	}
	values := r.CustomValues()
	for k, v := range written.Custom {
		if !reflect.DeepEqual(values[k], v) {
			delete(ch.Custom, k)
		}
	}
	return ch
}

// At is where a row has a field of words.
func (f *Field) At(r *Row) *string { return f.Slot.(slot[string]).row(r) }

func (f *Field) change(ch *Changes) **string { return f.Slot.(slot[string]).change(ch) }

func (f *Field) isWords() bool {
	_, ok := f.Slot.(slot[string])
	return ok
}

// Give puts a value of a field of words into an edit.
func (f *Field) Give(ch *Changes, value string) { *f.change(ch) = &value }
