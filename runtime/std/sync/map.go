package sync

import "sync/atomic"

// A Map is a map that many goroutines may use at once.
//
// Entries are found in a snapshot that is read without a lock; keys that are
// newer than it are in a second map under a lock. After as many misses as the
// second map is long, it becomes the snapshot. An entry is a cell: what
// changes is the pointer in it, so that both maps see it.
type Map struct {
	_        noCopy
	lock     Mutex
	snapshot atomic.Pointer[mapSnapshot]
	newer    map[any]*mapCell // All keys, or nil: the snapshot has all.
	misses   int
}

type mapSnapshot struct {
	cells   map[any]*mapCell
	partial bool // newer has keys that are not here.
}

// A mapCell with a nil pointer has no value. One that is gone is in the
// snapshot only, and may get a value only under the lock, which puts it into
// the other map again.
type mapCell struct {
	p atomic.Pointer[any]
}

var gone = new(any)

func (c *mapCell) get() *any {
	p := c.p.Load()
	if p == gone {
		return nil
	}
	return p
}

// take removes the value and gives it, if there is one.
func (c *mapCell) take() *any {
	for {
		p := c.get()
		if p == nil || c.p.CompareAndSwap(p, nil) {
			return p
		}
	}
}

func (m *Map) read() mapSnapshot {
	if s := m.snapshot.Load(); s != nil {
		return *s
	}
	return mapSnapshot{}
}

// cell finds the cell of key, or nil.
func (m *Map) cell(key any) *mapCell {
	s := m.read()
	c, ok := s.cells[key]
	if ok || !s.partial {
		return c
	}
	m.lock.Lock()
	defer m.lock.Unlock()
	s = m.read()
	if c, ok = s.cells[key]; ok || !s.partial {
		return c
	}
	c = m.newer[key]
	m.miss()
	return c
}

// miss is called with the lock held.
func (m *Map) miss() {
	m.misses++
	if m.misses < len(m.newer) {
		return
	}
	m.promote()
}

func (m *Map) promote() {
	m.snapshot.Store(&mapSnapshot{cells: m.newer})
	m.newer = nil
	m.misses = 0
}

// ensure finds the cell of key, or makes one. The cell can become gone before
// the caller uses it.
func (m *Map) ensure(key any) *mapCell {
	s := m.read()
	if c, ok := s.cells[key]; ok && c.p.Load() != gone {
		return c
	}
	m.lock.Lock()
	defer m.lock.Unlock()
	s = m.read()
	if c, ok := s.cells[key]; ok {
		if c.p.CompareAndSwap(gone, nil) {
			m.newer[key] = c
		}
		return c
	}
	if m.newer == nil {
		m.newer = make(map[any]*mapCell, len(s.cells)+1)
		for k, c := range s.cells {
			if !c.p.CompareAndSwap(nil, gone) && c.p.Load() != gone {
				m.newer[k] = c
			}
		}
		m.snapshot.Store(&mapSnapshot{cells: s.cells, partial: true})
	}
	c := m.newer[key]
	if c == nil {
		c = new(mapCell)
		m.newer[key] = c
	}
	return c
}

func (m *Map) Load(key any) (value any, ok bool) {
	if c := m.cell(key); c != nil {
		if p := c.get(); p != nil {
			return *p, true
		}
	}
	return nil, false
}

func (m *Map) Store(key, value any) { m.Swap(key, value) }

// LoadOrStore gives the value of key; it stores value if there is none.
func (m *Map) LoadOrStore(key, value any) (actual any, loaded bool) {
	for {
		c := m.ensure(key)
		if p := c.get(); p != nil {
			return *p, true
		}
		if c.p.CompareAndSwap(nil, &value) {
			return value, false
		}
	}
}

func (m *Map) LoadAndDelete(key any) (value any, loaded bool) {
	if c := m.cell(key); c != nil {
		if p := c.take(); p != nil {
			return *p, true
		}
	}
	return nil, false
}

func (m *Map) Delete(key any) { m.LoadAndDelete(key) }

func (m *Map) Swap(key, value any) (previous any, loaded bool) {
	for {
		c := m.ensure(key)
		p := c.p.Load()
		if p == gone || !c.p.CompareAndSwap(p, &value) {
			continue
		}
		if p != nil {
			return *p, true
		}
		return nil, false
	}
}

// replace puts p in place of a value that equals old.
func (m *Map) replace(key, old any, p *any) bool {
	c := m.cell(key)
	for c != nil {
		now := c.get()
		if now == nil || *now != old {
			return false
		}
		if c.p.CompareAndSwap(now, p) {
			return true
		}
	}
	return false
}

func (m *Map) CompareAndSwap(key, old, new any) (swapped bool) {
	return m.replace(key, old, &new)
}

func (m *Map) CompareAndDelete(key, old any) (deleted bool) {
	return m.replace(key, old, nil)
}

// Range calls f for each entry until that gives false.
func (m *Map) Range(f func(key, value any) bool) {
	s := m.read()
	if s.partial {
		m.lock.Lock()
		if s = m.read(); s.partial {
			m.promote()
			s = m.read()
		}
		m.lock.Unlock()
	}
	for k, c := range s.cells {
		if p := c.get(); p != nil && !f(k, *p) {
			return
		}
	}
}

// Clear drops all entries.
func (m *Map) Clear() {
	m.lock.Lock()
	defer m.lock.Unlock()
	s := m.read()
	for _, c := range s.cells {
		c.take()
	}
	for _, c := range m.newer {
		c.take()
	}
	m.snapshot.Store(nil)
	m.newer = nil
	m.misses = 0
}
