package simulate

import (
	"math"
	"math/bits"
	"math/rand/v2"
)

// dice is a stream of random numbers of its own.
type dice struct {
	pcg *rand.PCG
	r   *rand.Rand
}

// newDice makes the stream of a seed and a label; numbers tell apart streams
// of one label.
func newDice(seed uint64, label string, numbers ...int) *dice {
	pcg := rand.NewPCG(seed, hash64(label, numbers...))
	return &dice{pcg: pcg, r: rand.New(pcg)}
}

// hash64 is FNV-1a over a label and numbers.
func hash64(label string, numbers ...int) uint64 {
	const offset, prime = 14695981039346656037, 1099511628211
	h := uint64(offset)
	for i := 0; i < len(label); i++ {
		h = (h ^ uint64(label[i])) * prime
	}
	for _, n := range numbers {
		for shift := 0; shift < 64; shift += 8 {
			h = (h ^ uint64(n)>>shift&0xff) * prime
		}
	}
	return h
}

func (d *dice) u64() uint64 { return d.pcg.Uint64() }

// n is uniform over 0 to max-1; 0 when max is below 2.
func (d *dice) n(max int) int {
	if max < 2 {
		return 0
	}
	hi, _ := bits.Mul64(d.pcg.Uint64(), uint64(max))
	return int(hi)
}

// between is uniform over lo to hi, both included.
func (d *dice) between(lo, hi int) int { return lo + d.n(hi-lo+1) }

// chance is true with probability p.
func (d *dice) chance(p float64) bool { return float64(d.pcg.Uint64()>>11)/(1<<53) < p }

func (d *dice) norm(mean, sd float64) float64 { return mean + sd*d.r.NormFloat64() }

// size is a file size in bytes: log-normal round median.
func (d *dice) size(median float64) int64 {
	return int64(median * math.Exp(0.8*d.r.NormFloat64()))
}

// count is an over-dispersed count (a Poisson whose mean varies by a gamma of
// shape 3), as counts of people's acts are.
func (d *dice) count(mean float64) int {
	gamma := (d.r.ExpFloat64() + d.r.ExpFloat64() + d.r.ExpFloat64()) / 3
	limit, k := math.Exp(-mean*gamma), 0
	for p := d.r.Float64(); p > limit; p *= d.r.Float64() {
		k++
	}
	return k
}

func pick[T any](d *dice, list []T) T { return list[d.n(len(list))] }

const hexDigits = "0123456789abcdef"

// appendHex appends the lowest digits of v.
func appendHex(b []byte, v uint64, digits int) []byte {
	for shift := 4 * (digits - 1); shift >= 0; shift -= 4 {
		b = append(b, hexDigits[v>>shift&15])
	}
	return b
}

// appendUUID appends a random (version 4) UUID.
func appendUUID(b []byte, hi, lo uint64) []byte {
	hi = hi&^0xf000 | 0x4000
	lo = lo&^(3<<62) | 2<<62
	b = appendHex(b, hi>>32, 8)
	b = append(b, '-')
	b = appendHex(b, hi>>16&0xffff, 4)
	b = append(b, '-')
	b = appendHex(b, hi&0xffff, 4)
	b = append(b, '-')
	b = appendHex(b, lo>>48, 4)
	b = append(b, '-')
	return appendHex(b, lo, 12)
}

// uuidOf is the fixed UUID of something that the world names.
func uuidOf(seed uint64, label string) string {
	d := newDice(seed, "uuid:"+label)
	return string(appendUUID(nil, d.u64(), d.u64()))
}

func hexOf(seed uint64, label string, digits int) string {
	d := newDice(seed, "hex:"+label)
	var b []byte
	for len(b) < digits {
		b = appendHex(b, d.u64(), 16)
	}
	return string(b[:digits])
}
