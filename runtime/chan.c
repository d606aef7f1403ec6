// runtime/chan.c -- Channels.
//
// A value goes straight from the sender to a receiver that waits, else through
// the ring buffer; stacks do not move, so that "straight" is one copy from one
// frame to the other.  Operations that cannot go on queue a waiter that lives
// in their frame and park.
//
//     cap 4, count 2:   | . | a | b | . |     head 1, tail 3
//
// Invariant: receivers wait only while the buffer is empty, senders only while
// it is full; so at most one of both queues has waiters that are not claimed.
#include "runtime/chan.h"

#include <string.h>

#include "runtime/abi_proto.h"
#include "runtime/lib.h"
#include "runtime/panic.h"

// --- Waiters -----------------------------------------------------------------

void rt_waiters_add(RtWaitQueue *q, RtWaiter *w)
{
    w->next = NULL;
    w->prev = q->last;
    w->queued = true;
    if (q->last)
        q->last->next = w;
    else
        q->first = w;
    q->last = w;
}

void rt_waiters_remove(RtWaitQueue *q, RtWaiter *w)
{
    if (!w->queued)
        return;
    if (w->prev)
        w->prev->next = w->next;
    else
        q->first = w->next;
    if (w->next)
        w->next->prev = w->prev;
    else
        q->last = w->prev;
    w->queued = false;
}

// A goroutine in select waits in several queues; the first one to set the flag
// has it.
static bool claim(RtWaiter *w)
{
    uint32_t expected = 0;
    if (w->is_select &&
        !__atomic_compare_exchange_n(&w->g->select_done, &expected, 1, false,
                                     __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
        return false;
    w->g->wake = w;
    return true;
}

RtWaiter *rt_waiters_take(RtWaitQueue *q)
{
    RtWaiter *w;
    while ((w = q->first)) {
        rt_waiters_remove(q, w);
        if (claim(w))
            return w;
    }
    return NULL;
}

// --- Steps with the lock held --------------------------------------------------

RT_INLINE void copy_elem(const RtChan *c, void *to, const void *from)
{
    if (c->elem_size == 8)
        memcpy(to, from, 8);
    else if (c->elem_size > 0)
        memcpy(to, from, (size_t)c->elem_size);
}

static uint8_t *slot(const RtChan *c, int64_t i)
{
    return c->buf + i * c->elem_size;
}

static void buffer_put(RtChan *c, const void *elem)
{
    copy_elem(c, slot(c, c->tail), elem);
    c->tail = c->tail + 1 == c->cap ? 0 : c->tail + 1;
    c->count++;
}

// Clears the slot, so that the collector does not see the value any more.
static void buffer_take(RtChan *c, void *elem)
{
    uint8_t *from = slot(c, c->head);
    if (elem)
        copy_elem(c, elem, from);
    if (c->elem_size == 8)
        memset(from, 0, 8);
    else
        memset(from, 0, (size_t)c->elem_size);
    c->head = c->head + 1 == c->cap ? 0 : c->head + 1;
    c->count--;
}

bool rt_chan_can_send(const RtChan *c)
{
    return c->closed || c->receivers.first || c->count < c->cap;
}

bool rt_chan_can_receive(const RtChan *c)
{
    return c->closed || c->senders.first || c->count > 0;
}

static RtG *give(const RtChan *c, RtWaiter *receiver, const void *elem)
{
    if (receiver->elem)
        copy_elem(c, receiver->elem, elem);
    receiver->ok = true;
    return receiver->g;
}

// *sent: the value is with a receiver or in the buffer.
static RtG *try_put(RtChan *c, const void *elem, bool *sent)
{
    RtWaiter *w = rt_waiters_take(&c->receivers);
    *sent = true;
    if (w)
        return give(c, w, elem);
    if (c->count < c->cap)
        buffer_put(c, elem);
    else
        *sent = false;
    return NULL;
}

static RtG *take_from_sender(RtChan *c, RtWaiter *sender, void *elem)
{
    if (c->cap == 0) {
        if (elem)
            copy_elem(c, elem, sender->elem);
    } else {
        buffer_take(c, elem);
        buffer_put(c, sender->elem);
    }
    sender->ok = true;
    return sender->g;
}

typedef enum Taken { TAKEN_NONE, TAKEN_CLOSED, TAKEN_VALUE } Taken;

static RtG *try_take(RtChan *c, void *elem, Taken *taken)
{
    *taken = TAKEN_VALUE;
    RtWaiter *w = rt_waiters_take(&c->senders);
    if (w)
        return take_from_sender(c, w, elem);
    if (c->count > 0) {
        buffer_take(c, elem);
    } else if (c->closed) {
        if (elem && c->elem_size > 0)
            memset(elem, 0, (size_t)c->elem_size);
        *taken = TAKEN_CLOSED;
    } else {
        *taken = TAKEN_NONE;
    }
    return NULL;
}

bool rt_chan_try_put(RtChan *c, const void *elem, RtG **g)
{
    bool sent;
    *g = try_put(c, elem, &sent);
    return sent;
}

bool rt_chan_try_take(RtChan *c, void *elem, bool *ok, RtG **g)
{
    Taken taken;
    *g = try_take(c, elem, &taken);
    *ok = taken == TAKEN_VALUE;
    return taken != TAKEN_NONE;
}

// --- Operations ----------------------------------------------------------------

static RT_COLD void block_forever(int reason)
{
    rt_park(NULL, NULL, reason);
    RT_UNREACHABLE();
}

static RT_COLD void panic_closed(RtChan *c)
{
    rt_go_unlock(&c->lock);
    rt_panic_plain_error("send on closed channel");
}

// Parks in q, whose lock is held; true if a partner woke it.
static bool wait_in(RtChan *c, RtWaitQueue *q, void *elem, int reason)
{
    RtWaiter w = {.g = rt_g(), .elem = elem, .chan = c};
    rt_waiters_add(q, &w);
    rt_park(rt_after_unlock, &c->lock, reason);
    return w.ok;
}

void rt_chan_send(RtChan *c, void *elem)
{
    if (RT_UNLIKELY(!c))
        block_forever(RT_WAIT_CHAN_SEND_NIL);

    rt_go_lock(&c->lock);
    if (RT_UNLIKELY(c->closed))
        panic_closed(c);
    bool sent;
    RtG *g = try_put(c, elem, &sent);
    if (sent) {
        rt_go_unlock(&c->lock);
        if (g)
            rt_ready(g);
        return;
    }
    if (!wait_in(c, &c->senders, elem, RT_WAIT_CHAN_SEND))
        rt_panic_plain_error("send on closed channel");
}

bool rt_chan_recv(RtChan *c, void *elem)
{
    if (RT_UNLIKELY(!c))
        block_forever(RT_WAIT_CHAN_RECEIVE_NIL);

    rt_go_lock(&c->lock);
    Taken taken;
    RtG *g = try_take(c, elem, &taken);
    if (taken == TAKEN_NONE)
        return wait_in(c, &c->receivers, elem, RT_WAIT_CHAN_RECEIVE);
    rt_go_unlock(&c->lock);
    if (g)
        rt_ready(g);
    return taken == TAKEN_VALUE;
}

bool rt_chan_trysend(RtChan *c, void *elem)
{
    if (!c)
        return false;
    // A look without the lock: not ready now is a valid answer.
    if (!RT_ATOMIC_RELAXED(&c->closed) &&
        !RT_ATOMIC_RELAXED(&c->receivers.first) &&
        RT_ATOMIC_RELAXED(&c->count) >= c->cap)
        return false;

    rt_go_lock(&c->lock);
    if (RT_UNLIKELY(c->closed))
        panic_closed(c);
    bool sent;
    RtG *g = try_put(c, elem, &sent);
    rt_go_unlock(&c->lock);
    if (g)
        rt_ready(g);
    return sent;
}

int64_t rt_chan_tryrecv(RtChan *c, void *elem)
{
    if (!c)
        return 0;
    if (!RT_ATOMIC_LOAD(&c->closed) && !RT_ATOMIC_RELAXED(&c->senders.first) &&
        RT_ATOMIC_RELAXED(&c->count) == 0)
        return 0;

    rt_go_lock(&c->lock);
    Taken taken;
    RtG *g = try_take(c, elem, &taken);
    rt_go_unlock(&c->lock);
    if (g)
        rt_ready(g);
    return taken == TAKEN_NONE ? 0 : taken == TAKEN_CLOSED ? 1 : 3;
}

// Collects the waiters of a closed channel, linked by their goroutines.
static RtG *release_all(RtChan *c, RtWaitQueue *q, RtG *list)
{
    RtWaiter *w;
    while ((w = rt_waiters_take(q))) {
        if (q == &c->receivers && w->elem && c->elem_size > 0)
            memset(w->elem, 0, (size_t)c->elem_size);
        w->ok = false;
        w->g->next = list;
        list = w->g;
    }
    return list;
}

void rt_chan_close(RtChan *c)
{
    if (!c)
        rt_panic_plain_error("close of nil channel");

    rt_go_lock(&c->lock);
    if (c->closed) {
        rt_go_unlock(&c->lock);
        rt_panic_plain_error("close of closed channel");
    }
    RT_ATOMIC_STORE(&c->closed, 1);
    RtG *list = release_all(c, &c->receivers, NULL);
    list = release_all(c, &c->senders, list);
    rt_go_unlock(&c->lock);
    while (list) {
        RtG *g = list;
        list = g->next;
        rt_ready(g);
    }
}

int64_t rt_chan_len(RtChan *c)
{
    return c ? RT_ATOMIC_RELAXED(&c->count) : 0;
}

int64_t rt_chan_cap(RtChan *c)
{
    return c ? c->cap : 0;
}

// --- Making --------------------------------------------------------------------

// Word 2, the buffer, is the only pointer.
static const uint8_t chan_mask[] = {1 << 2};
static const RtType chan_type = {
    .size = sizeof(RtChan), .ptrdata = 24, .kind = RT_KIND_STRUCT, .align = 8,
    .field_align = 8, .gcmask = chan_mask,
    .string = {(const uint8_t *)"runtime.hchan", 13}};
_Static_assert(offsetof(RtChan, buf) == 16, "chan_mask");

enum { MAX_BYTES_LOG2 = 47 };

RtChan *rt_makechan(const RtType *type, int64_t n)
{
    const RtType *elem = ((const RtChanType *)(const void *)type)->elem;
    uint64_t bytes;
    if (n < 0 || rt_mul_overflows((uint64_t)n, (uint64_t)elem->size, &bytes) ||
        bytes > ((uint64_t)1 << MAX_BYTES_LOG2) - sizeof(RtChan))
        rt_panic_plain_error("makechan: size out of range");

    RtChan *c;
    if (bytes == 0 || elem->ptrdata == 0) {
        c = rt_new_noscan((int64_t)(sizeof(RtChan) + bytes));
        c->buf = (uint8_t *)(c + 1);
    } else {
        c = rt_new(&chan_type);
        c->buf = rt_new_array(elem, n);
    }
    c->cap = n;
    c->elem_size = elem->size;
    return c;
}

// --- For the library -----------------------------------------------------------

void *rt_lib_chan_make(const struct RtType *t, int64_t size)
{
    return rt_makechan(t, size);
}

int64_t rt_lib_chan_len(const void *c)
{
    return c ? RT_ATOMIC_RELAXED(&((const RtChan *)c)->count) : 0;
}

int64_t rt_lib_chan_cap(const void *c)
{
    return c ? ((const RtChan *)c)->cap : 0;
}

void rt_lib_chan_close(void *c)
{
    rt_chan_close(c);
}

bool rt_lib_chan_send(void *c, const void *elem, bool nb)
{
    if (nb)
        return rt_chan_trysend(c, (void *)(uintptr_t)elem);
    rt_chan_send(c, (void *)(uintptr_t)elem);
    return true;
}

bool rt_lib_chan_recv(void *c, void *elem, bool nb, bool *ok)
{
    if (nb) {
        int64_t got = rt_chan_tryrecv(c, elem);
        *ok = got == 3;
        return got != 0;
    }
    *ok = rt_chan_recv(c, elem);
    return true;
}
