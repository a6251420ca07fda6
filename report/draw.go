package report

import (
	"math"
	"strconv"
)

// radius makes the area of a circle tell the count.
func radius(n, most int) int {
	return max(minRadius, int(math.Round(maxRadius*math.Sqrt(float64(n)/float64(most)))))
}

func plain(n int) string { return strconv.Itoa(n) }
