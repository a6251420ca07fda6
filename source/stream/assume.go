package stream

import "sekisho/source"

// Assume tells a format whose times leave something out what the driver knows
// of the stream. It is called before the first record; formats that need
// nothing ignore it.
func (d *Decoder) Assume(a source.Assumptions) {
	if x, ok := d.dec.(source.Assumer); ok {
		x.Assume(a)
	}
}
