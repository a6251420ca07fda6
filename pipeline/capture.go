package pipeline

import (
	"slices"

	"sekisho/record"
	"sekisho/rule/correlation"
)

// maxCaptures is how many inputs one event gives to one correlation: a mail to
// a hundred addresses at hundreds of assets stays small.
const maxCaptures = 256

// appendCaptures takes what a correlation needs of an event: one capture for each
// combination of the values of its group-by fields and of its value field.
func appendCaptures(list []Capture, id int32, need *correlation.Need, groups []fieldSlots, value fieldSlots, row *record.Row) []Capture {
	from := len(list)
	first := Capture{Need: id, Groups: make([]string, len(groups))}
	for i, slots := range groups {
		first.Groups[i], _ = firstOf(row, slots)
	}
	first.Value, first.Has = firstOf(row, value)
	list = append(list, first)
	for i := range min(need.Own, len(groups)) {
		list = multiply(list, from, groups[i], row, func(c *Capture, v string) {
			c.Groups = slices.Clone(c.Groups)
			c.Groups[i] = v
		})
	}
	return multiply(list, from, value, row, func(c *Capture, v string) { c.Value = v })
}

// multiply adds to the captures after from a copy for each further value of a
// field. Equal values are one.
func multiply(list []Capture, from int, slots fieldSlots, row *record.Row, set func(*Capture, string)) []Capture {
	further := furtherOf(row, slots)
	n := len(list)
	for _, v := range further {
		for i := from; i < n && len(list)-from < maxCaptures; i++ {
			c := list[i]
			set(&c, v)
			list = append(list, c)
		}
	}
	return list
}

// furtherOf are the values after the first of the first slot that has any.
func furtherOf(row *record.Row, slots fieldSlots) []string {
	for _, s := range slots {
		if row.Get(s).Kind <= record.Null {
			continue
		}
		var seen []string
		for c := row.Values(s); c.Next(); {
			if v := c.Value(); v.Kind > record.Null && !slices.Contains(seen, v.Text) {
				seen = append(seen, v.Text)
			}
		}
		if len(seen) < 2 {
			return nil
		}
		return seen[1:]
	}
	return nil
}
