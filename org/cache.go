package org

// Limits of one cache, so that a log of all different names cannot fill memory.
const (
	cacheEntries = 8192
	cacheKeyLen  = 1024 // bytes; longer names are looked up each time
)

// cache remembers the last results by name in two generations: when the young
// one is full it becomes the old one. A hit allocates nothing.
type cache[V any] struct{ young, old map[string]V }

func newCache[V any]() cache[V] { return cache[V]{map[string]V{}, map[string]V{}} }

func (c *cache[V]) get(key string) (V, bool) {
	if v, ok := c.young[key]; ok {
		return v, true
	}
	v, ok := c.old[key]
	return v, ok
}

// put takes ownership of key.
func (c *cache[V]) put(key string, v V) {
	if len(key) > cacheKeyLen {
		return
	}
	if len(c.young) >= cacheEntries {
		c.young, c.old = c.old, c.young
		clear(c.young)
	}
	c.young[key] = v
}
