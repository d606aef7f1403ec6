// runtime/chan.h -- Channels, as select and the library see them.
//
// The lock guards all fields but elem_size, cap and elem.  The collector scans
// `buf` only; the waiters are on goroutine stacks.
#ifndef RUNTIME_CHAN_H
#define RUNTIME_CHAN_H

#include "runtime/sched.h"

// A goroutine that waits on one channel: one for a plain operation, one for
// each case of a select.
typedef struct RtWaiter {
    struct RtWaiter *next, *prev;
    RtG *g;
    void *elem;        // Where to take the value from or to put it; or NULL.
    RtChan *chan;
    bool is_select;
    bool ok;           // Woken by a partner, not by close.
    bool queued;
} RtWaiter;

typedef struct RtWaitQueue {
    RtWaiter *first, *last;
} RtWaitQueue;

struct RtChan {
    int64_t count;     // Values in the buffer.
    int64_t cap;
    uint8_t *buf;
    int64_t elem_size;
    int64_t head;      // Next to receive.
    int64_t tail;      // Next free.
    RtWaitQueue receivers, senders;
    RtLock lock;
    uint32_t closed;
};

// All with the lock held.
void rt_waiters_add(RtWaitQueue *q, RtWaiter *w);
void rt_waiters_remove(RtWaitQueue *q, RtWaiter *w);
// Removes the first waiter whose goroutine is still to be woken, and claims
// it; NULL if none.
RtWaiter *rt_waiters_take(RtWaitQueue *q);
// One step that does not block: false if it would.  *g: the goroutine to wake
// after unlocking, or NULL.  Send only on open channels.
bool rt_chan_try_put(RtChan *c, const void *elem, RtG **g);
bool rt_chan_try_take(RtChan *c, void *elem, bool *ok, RtG **g);
// True: a step may be possible (a waiter that was claimed elsewhere counts).
bool rt_chan_can_send(const RtChan *c);
bool rt_chan_can_receive(const RtChan *c);

#endif
