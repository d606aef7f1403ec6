package io

import (
	"errors"
	"sync"
)

// ErrClosedPipe is the error of writing to a pipe whose reader is closed.
var ErrClosedPipe = errors.New("io: read/write on closed pipe")

// onceError keeps the first error that is stored.
type onceError struct {
	mu  sync.Mutex
	err error
}

func (o *onceError) store(err error) {
	o.mu.Lock()
	if o.err == nil {
		o.err = err
	}
	o.mu.Unlock()
}

func (o *onceError) load() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.err
}

// pipe hands slices from writers to readers: a writer offers its slice, a
// reader answers how much of it was used, until all is.
type pipe struct {
	writing sync.Mutex // one writer at a time
	offer   chan []byte
	used    chan int
	once    sync.Once
	done    chan struct{}
	rerr    onceError
	werr    onceError
}

func (p *pipe) finish() {
	p.once.Do(func() { close(p.done) })
}

func (p *pipe) read(b []byte) (int, error) {
	select {
	case <-p.done:
		return 0, p.readError()
	default:
	}
	select {
	case data := <-p.offer:
		n := copy(b, data)
		p.used <- n
		return n, nil
	case <-p.done:
		return 0, p.readError()
	}
}

func (p *pipe) write(b []byte) (n int, err error) {
	select {
	case <-p.done:
		return 0, p.writeError()
	default:
		p.writing.Lock()
		defer p.writing.Unlock()
	}
	for first := true; first || len(b) > 0; first = false {
		select {
		case p.offer <- b:
			k := <-p.used
			b = b[k:]
			n += k
		case <-p.done:
			return n, p.writeError()
		}
	}
	return n, nil
}

func (p *pipe) readError() error {
	werr := p.werr.load()
	if rerr := p.rerr.load(); werr == nil && rerr != nil {
		return ErrClosedPipe
	}
	if werr == nil {
		return ErrClosedPipe
	}
	return werr
}

func (p *pipe) writeError() error {
	rerr := p.rerr.load()
	if p.werr.load() == nil && rerr != nil {
		return rerr
	}
	return ErrClosedPipe
}

// PipeReader is the end of a pipe that is read from.
type PipeReader struct {
	p *pipe
}

func (r *PipeReader) Read(data []byte) (n int, err error) {
	return r.p.read(data)
}

func (r *PipeReader) Close() error { return r.CloseWithError(nil) }

// CloseWithError makes writes fail with err (nil: ErrClosedPipe).
func (r *PipeReader) CloseWithError(err error) error {
	if err == nil {
		err = ErrClosedPipe
	}
	r.p.rerr.store(err)
	r.p.finish()
	return nil
}

// PipeWriter is the end of a pipe that is written to.
type PipeWriter struct {
	p *pipe
}

func (w *PipeWriter) Write(data []byte) (n int, err error) {
	return w.p.write(data)
}

func (w *PipeWriter) Close() error { return w.CloseWithError(nil) }

// CloseWithError makes reads fail with err (nil: EOF) after what was written.
func (w *PipeWriter) CloseWithError(err error) error {
	if err == nil {
		err = EOF
	}
	w.p.werr.store(err)
	w.p.finish()
	return nil
}

// Pipe gives two ends without a buffer: a write waits for its readers.
func Pipe() (*PipeReader, *PipeWriter) {
	p := &pipe{
		offer: make(chan []byte),
		used:  make(chan int),
		done:  make(chan struct{}),
	}
	return &PipeReader{p}, &PipeWriter{p}
}
