package correlation

import "slices"

// sortedNumbers is a list of numbers in order, in chunks: inserting, removing
// and finding the n-th move one chunk and count the others.
type sortedNumbers struct{ chunks [][]number }

// chunkSize keeps a chunk within a few kilobytes; a full one is cut in two.
const chunkSize = 512

// find is the first chunk whose last number is not below v, else the last chunk.
func (s *sortedNumbers) find(v number) int {
	at, _ := slices.BinarySearchFunc(s.chunks, v, func(c []number, v number) int { return c[len(c)-1].compare(v) })
	return min(at, len(s.chunks)-1)
}

func (s *sortedNumbers) insert(v number) {
	if len(s.chunks) == 0 {
		s.chunks = append(s.chunks, append(make([]number, 0, 8), v))
		return
	}
	c := s.find(v)
	chunk := s.chunks[c]
	at, _ := slices.BinarySearchFunc(chunk, v, number.compare)
	chunk = slices.Insert(chunk, at, v)
	s.chunks[c] = chunk
	if len(chunk) > chunkSize {
		half := slices.Clone(chunk[chunkSize/2:])
		s.chunks[c] = chunk[:chunkSize/2]
		s.chunks = slices.Insert(s.chunks, c+1, half)
	}
}

// remove takes out one v, which is there.
func (s *sortedNumbers) remove(v number) {
	c := s.find(v)
	if c < 0 {
		return
	}
	at, ok := slices.BinarySearchFunc(s.chunks[c], v, number.compare)
	if !ok {
		return
	}
	s.chunks[c] = slices.Delete(s.chunks[c], at, at+1)
	if len(s.chunks[c]) == 0 {
		s.chunks = slices.Delete(s.chunks, c, c+1)
	}
}

// nth is the number at index i of all in order.
func (s *sortedNumbers) nth(i int) number {
	for _, c := range s.chunks {
		if i < len(c) {
			return c[i]
		}
		i -= len(c)
	}
	return number{}
}
