package postfix

import "bytes"

// maxMessages bounds the messages remembered. A busy server has some thousands
// in its queue; each costs a few hundred bytes here.
const maxMessages = 65_536

// message is what earlier lines said of one queue id. Its texts keep their
// memory when the place is used for another message.
type message struct {
	key, id, from, user, client, address []byte
	size, recipients                     []byte
	names                                []byte // attachments' names, each followed by a line end
	uid                                  int64  // of a local account, -1 if none
	hasFrom                              bool
	used                                 bool
}

func (m *message) reset() {
	m.id, m.from, m.user = m.id[:0], m.from[:0], m.user[:0]
	m.client, m.address = m.client[:0], m.address[:0]
	m.size, m.recipients = m.size[:0], m.recipients[:0]
	m.uid, m.hasFrom, m.names = -1, false, m.names[:0]
}

// inherit takes over who handed a message in.
func (m *message) inherit(before *message) {
	m.user = append(m.user[:0], before.user...)
	m.client, m.address = append(m.client[:0], before.client...), append(m.address[:0], before.address...)
	m.uid = before.uid
}

// maxNames bounds the names of one message's attachments, in bytes together.
const maxNames = 4096

// attach notes a name once: Content-Type and Content-Disposition both carry it.
func (m *message) attach(name []byte) {
	for rest := m.names; len(rest) > 0; {
		var one []byte
		one, rest, _ = bytes.Cut(rest, []byte{'\n'})
		if bytes.Equal(one, name) {
			return
		}
	}
	if len(name) > 0 && len(m.names)+len(name) < maxNames {
		m.names = append(append(m.names, name...), '\n')
	}
}

// queue finds messages by host and queue id, and by Message-ID. Keys are hashed
// and then compared, so that a collision forgets and never confuses.
type queue struct {
	places []message
	byKey  map[uint64]int32
	byID   map[uint64]int32
	next   int // place to use when all are taken
	free   []int32
	buf    []byte
}

func newQueue() *queue {
	return &queue{byKey: map[uint64]int32{}, byID: map[uint64]int32{}}
}

func (q *queue) key(host, id []byte) []byte {
	q.buf = append(append(append(q.buf[:0], host...), '/'), id...)
	return q.buf
}

// find returns the message of a queue id, nil if it is not known.
func (q *queue) find(host, id []byte) *message {
	key := q.key(host, id)
	if at, ok := q.byKey[hash(key)]; ok && string(q.places[at].key) == string(key) {
		return &q.places[at]
	}
	return nil
}

// open returns the message of a queue id, a new one if it is not known.
func (q *queue) open(host, id []byte) *message {
	if m := q.find(host, id); m != nil {
		return m
	}
	at := q.place()
	m := &q.places[at]
	m.reset()
	m.key = append(m.key[:0], q.key(host, id)...)
	m.used = true
	q.byKey[hash(m.key)] = at
	return m
}

// place is a place for a new message: one that was given back, a new one while
// the bound allows, else the one that was used first.
func (q *queue) place() int32 {
	if n := len(q.free); n > 0 {
		at := q.free[n-1]
		q.free = q.free[:n-1]
		return at
	}
	if len(q.places) < maxMessages {
		q.places = append(q.places, message{})
		return int32(len(q.places) - 1)
	}
	at := int32(q.next)
	q.next = (q.next + 1) % maxMessages
	q.forget(at)
	return at
}

// close forgets a message that left the queue.
func (q *queue) close(host, id []byte) {
	if m := q.find(host, id); m != nil {
		at := q.byKey[hash(m.key)]
		q.forget(at)
		q.free = append(q.free, at)
	}
}

func (q *queue) forget(at int32) {
	m := &q.places[at]
	if h := hash(m.key); q.byKey[h] == at {
		delete(q.byKey, h)
	}
	if len(m.id) > 0 {
		if h := hash(m.id); q.byID[h] == at {
			delete(q.byID, h)
		}
	}
	m.used = false
}

// hash is FNV-1a: the same on each run, so that even a collision is.
func hash(b []byte) uint64 {
	h := uint64(14695981039346656037)
	for _, c := range b {
		h = (h ^ uint64(c)) * 1099511628211
	}
	return h
}

// maxText bounds a text that is remembered: the longest address is 320 bytes
// and the longest line of a message 998 (RFC 5321, 5322). Longer ones are not
// kept.
const maxText = 1024

// keep puts text into dst's memory.
func keep(dst, text []byte) []byte {
	if len(text) > maxText {
		return dst[:0]
	}
	return append(dst[:0], text...)
}

// named notes a message's Message-ID and returns the earlier message, still in
// the queue, that had the same.
func (q *queue) named(m *message, id []byte) *message {
	m.id = keep(m.id, id)
	h := hash(m.id)
	if at, ok := q.byID[h]; ok && q.places[at].used && &q.places[at] != m && string(q.places[at].id) == string(m.id) {
		return &q.places[at]
	}
	q.byID[h] = q.byKey[hash(m.key)]
	return nil
}
