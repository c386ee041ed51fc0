package db

import (
	"database/sql"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"unsafe"

	"github.com/jackc/pgx/v5/pgtype"

	"laidan/internal/crm"
)

// setter stores one driver value into a field; NULL becomes the zero value.
type setter func(p unsafe.Pointer, v any) error

type target struct {
	offset uintptr
	set    setter
}

type planKey struct {
	t    reflect.Type
	cols string
}

var plans sync.Map // planKey -> []target

// scannerOf makes the function that stores a row into a T: a struct by db tags
// or a scalar. The columns are looked up once per result. A column without a
// field is an error: it is either a typing slip or waste.
func scannerOf[T any](r rows) func(*T) error {
	t := reflect.TypeFor[T]()
	if t.Kind() != reflect.Struct || reflect.PointerTo(t).Implements(scannerType) {
		set := setterFor(t)
		return func(dest *T) error {
			values, err := r.values()
			if err != nil {
				return err
			}
			if len(values) != 1 {
				return fmt.Errorf("db: %d columns for one %v", len(values), t)
			}
			return set(unsafe.Pointer(dest), values[0])
		}
	}
	plan, err := planFor(t, r)
	if err != nil {
		return func(*T) error { return err }
	}
	return func(dest *T) error {
		values, err := r.values()
		if err != nil {
			return err
		}
		base := unsafe.Pointer(dest)
		for i, p := range plan {
			if err := p.set(unsafe.Add(base, p.offset), values[i]); err != nil {
				return err
			}
		}
		return nil
	}
}

func planFor(t reflect.Type, r rows) ([]target, error) {
	cols, err := r.columns()
	if err != nil {
		return nil, err
	}
	key := planKey{t: t, cols: strings.Join(cols, ",")}
	if p, ok := plans.Load(key); ok {
		return p.([]target), nil
	}
	fields := fieldsOf(t)
	plan := make([]target, len(cols))
	for i, c := range cols {
		path, ok := fields[c]
		if !ok {
			return nil, fmt.Errorf("db: %v has no field for column %q", t, c)
		}
		offset, ft := uintptr(0), t
		for _, k := range path {
			f := ft.Field(k)
			offset += f.Offset
			ft = f.Type
		}
		plan[i] = target{offset: offset, set: setterFor(ft)}
	}
	plans.Store(key, plan)
	return plan, nil
}

var (
	scannerType = reflect.TypeFor[sql.Scanner]()
	millisType  = reflect.TypeFor[crm.Millis]()
	dayType     = reflect.TypeFor[crm.Day]()
	setters     sync.Map // reflect.Type -> setter
)

func setterFor(t reflect.Type) setter {
	if s, ok := setters.Load(t); ok {
		return s.(setter)
	}
	s := makeSetter(t)
	setters.Store(t, s)
	return s
}

var crmPath = reflect.TypeFor[crm.Tenant]().PkgPath()

func isID(t reflect.Type) bool {
	return t.PkgPath() == crmPath && strings.HasPrefix(t.Name(), "ID[") && t.Kind() == reflect.Struct && t.NumField() == 1 &&
		t.Field(0).Type.Kind() == reflect.Int64
}

func makeSetter(t reflect.Type) setter {
	switch {
	case t == millisType:
		return func(p unsafe.Pointer, v any) error {
			return setInt(v, func(n int64) { *(*crm.Millis)(p) = crm.Millis(n) })
		}
	case t == dayType:
		return func(p unsafe.Pointer, v any) error { return setInt(v, func(n int64) { *(*crm.Day)(p) = crm.Day(n) }) }
	case isID(t): // every crm.ID[T] is one int64
		return func(p unsafe.Pointer, v any) error { return setInt(v, func(n int64) { *(*int64)(p) = n }) }
	case reflect.PointerTo(t).Implements(scannerType):
		return func(p unsafe.Pointer, v any) error {
			return reflect.NewAt(t, p).Interface().(sql.Scanner).Scan(widen(v))
		}
	}
	switch t.Kind() {
	case reflect.Pointer:
		inner := setterFor(t.Elem())
		return func(p unsafe.Pointer, v any) error {
			f := reflect.NewAt(t, p).Elem()
			if v == nil {
				f.SetZero()
				return nil
			}
			n := reflect.New(t.Elem())
			f.Set(n)
			return inner(n.UnsafePointer(), v)
		}
	case reflect.String:
		return func(p unsafe.Pointer, v any) error { return setString((*string)(p), v) }
	case reflect.Bool:
		return func(p unsafe.Pointer, v any) error { return setInt(v, func(n int64) { *(*bool)(p) = n != 0 }) }
	case reflect.Int64:
		return func(p unsafe.Pointer, v any) error { return setInt(v, func(n int64) { *(*int64)(p) = n }) }
	case reflect.Int:
		return func(p unsafe.Pointer, v any) error { return setInt(v, func(n int64) { *(*int)(p) = int(n) }) }
	case reflect.Int32:
		return func(p unsafe.Pointer, v any) error { return setInt(v, func(n int64) { *(*int32)(p) = int32(n) }) }
	case reflect.Float64:
		return func(p unsafe.Pointer, v any) error { return setFloat((*float64)(p), v) }
	}
	return func(unsafe.Pointer, any) error { return fmt.Errorf("db: cannot scan into %v", t) }
}

// widen gives scanners the one integer type they know.
func widen(v any) any {
	switch n := v.(type) {
	case int32:
		return int64(n)
	case int16:
		return int64(n)
	}
	return v
}

func setString(p *string, v any) error {
	switch s := v.(type) {
	case nil:
		*p = ""
	case string:
		*p = s
	case []byte:
		*p = string(s)
	default:
		return fmt.Errorf("db: %T is no text", v)
	}
	return nil
}

func setInt(v any, set func(int64)) error {
	switch n := v.(type) {
	case nil:
		set(0)
	case int64:
		set(n)
	case int32:
		set(int64(n))
	case int16:
		set(int64(n))
	case bool:
		if n {
			set(1)
		} else {
			set(0)
		}
	case float64:
		set(int64(n))
	case pgtype.Numeric: // PostgreSQL's sum of BIGINT
		i, err := n.Int64Value()
		if err != nil {
			return err
		}
		set(i.Int64)
	case string:
		i, err := strconv.ParseInt(n, 10, 64)
		if err != nil {
			return err
		}
		set(i)
	default:
		return fmt.Errorf("db: %T is no number", v)
	}
	return nil
}

func setFloat(p *float64, v any) error {
	switch n := v.(type) {
	case nil:
		*p = 0
	case float64:
		*p = n
	case float32:
		*p = float64(n)
	case int64:
		*p = float64(n)
	case int32:
		*p = float64(n)
	case pgtype.Numeric:
		f, err := n.Float64Value()
		if err != nil {
			return err
		}
		*p = f.Float64
	default:
		return fmt.Errorf("db: %T is no number", v)
	}
	return nil
}
