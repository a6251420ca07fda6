package event_test

import (
	"fmt"
	"reflect"
	"testing"

	"sekisho/event"
)

// fill sets every field of v to a value of its own, so that a field that is
// forgotten somewhere shows.
func fill(t *testing.T, v reflect.Value, path string, n *int) {
	t.Helper()
	*n++
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(t, v.Field(i), path+"."+v.Type().Field(i).Name, n)
		}
	case reflect.String:
		v.SetString(fmt.Sprintf("%s-%d", path, *n))
	case reflect.Slice:
		v.Set(reflect.ValueOf([]string{path + "-a", path + "-b"}))
	case reflect.Int32, reflect.Int64:
		v.SetInt(int64(*n))
	case reflect.Uint8:
		v.SetUint(1 + uint64(*n)%3)
	case reflect.Bool:
		v.SetBool(true)
	default:
		t.Fatalf("%s: a field of kind %s: teach Clone, the binary form and this test about it", path, v.Kind())
	}
}

func filled(t *testing.T) *event.Event {
	e, n := new(event.Event), 0
	fill(t, reflect.ValueOf(e).Elem(), "", &n)
	return e
}
