// runtime/select.c -- The select statement with several cases.
//
// Three passes as Go's specification wants them: look at the cases in a random
// order and take the first one that is ready; else queue a waiter on every
// channel and park; then, woken by one, leave the other queues.
// All channels are locked meanwhile, in the order of their addresses, so that
// two selects over the same channels cannot wait for each other.
//
// Invariant: g->select_done is 0 only while the waiters are queued and nobody
// has claimed one.
#include <alloca.h>
#include <stdlib.h>

#include "runtime/abi_proto.h"
#include "runtime/chan.h"
#include "runtime/panic.h"
#include "runtime/throw.h"

enum { ON_STACK = 64 };

typedef struct Select {
    RtSelectCase *cases;
    int64_t n;
    uint16_t *poll;      // Case numbers, shuffled.
    uint16_t *order;     // Case numbers with a channel, by its address.
    int64_t nchans;
    RtWaiter *waiters;   // One for each case.
} Select;

static void shuffle(Select *s)
{
    for (int64_t i = 0; i < s->n; i++) {
        uint64_t r = (uint64_t)rt_sched_random() * (uint64_t)(i + 1) >> 32;
        s->poll[i] = s->poll[r];
        s->poll[r] = (uint16_t)i;
    }
}

static RtChan *chan_at(const Select *s, int64_t i)
{
    return s->cases[s->order[i]].chan;
}

static void sift(Select *s, int64_t i, int64_t n)
{
    uint16_t moving = s->order[i];
    RtChan *key = s->cases[moving].chan;
    for (int64_t c; (c = 2 * i + 1) < n; i = c) {
        if (c + 1 < n && chan_at(s, c + 1) > chan_at(s, c))
            c++;
        if (chan_at(s, c) <= key)
            break;
        s->order[i] = s->order[c];
    }
    s->order[i] = moving;
}

// Heapsort: no recursion, and no bad case for 65,536 channels.
static void sort_channels(Select *s)
{
    s->nchans = 0;
    for (int64_t i = 0; i < s->n; i++) {
        if (s->cases[i].chan)
            s->order[s->nchans++] = (uint16_t)i;
    }
    for (int64_t i = s->nchans / 2 - 1; i >= 0; i--)
        sift(s, i, s->nchans);
    for (int64_t n = s->nchans - 1; n > 0; n--) {
        uint16_t top = s->order[0];
        s->order[0] = s->order[n];
        s->order[n] = top;
        sift(s, 0, n);
    }
}

static void lock_all(const Select *s)
{
    RtChan *former = NULL;
    for (int64_t i = 0; i < s->nchans; i++) {
        RtChan *c = chan_at(s, i);
        if (c != former)
            rt_go_lock(&c->lock);
        former = c;
    }
}

// The last unlocking may let the goroutine run and its frame vanish: nothing
// of *s is read after it.
static void unlock_all(const Select *s)
{
    for (int64_t i = s->nchans - 1; i >= 0; i--) {
        RtChan *c = chan_at(s, i);
        bool shared = i > 0 && chan_at(s, i - 1) == c;
        if (!shared)
            rt_go_unlock(&c->lock);
    }
}

static void after_unlock_all(void *s)
{
    unlock_all(s);
}

// The case to run, or -1; everything is locked.
static int64_t ready_case(const Select *s)
{
    for (int64_t i = 0; i < s->n; i++) {
        const RtSelectCase *k = &s->cases[s->poll[i]];
        if (k->chan && (k->send ? rt_chan_can_send(k->chan)
                                : rt_chan_can_receive(k->chan)))
            return s->poll[i];
    }
    return -1;
}

static int64_t result(int64_t i, bool ok)
{
    return i | (int64_t)ok << 32;
}

// Claims may have emptied a queue that looked ready: then it is retried.
static bool run_case(const Select *s, int64_t i, int64_t *out)
{
    const RtSelectCase *k = &s->cases[i];
    RtG *g;
    bool ok = false;
    if (k->send) {
        if (k->chan->closed) {
            unlock_all(s);
            rt_panic_plain_error("send on closed channel");
        }
        if (!rt_chan_try_put(k->chan, k->elem, &g))
            return false;
    } else if (!rt_chan_try_take(k->chan, k->elem, &ok, &g)) {
        return false;
    }
    unlock_all(s);
    if (g)
        rt_ready(g);
    *out = result(i, ok);
    return true;
}

static RtWaitQueue *queue_of(const RtSelectCase *k)
{
    return k->send ? &k->chan->senders : &k->chan->receivers;
}

static int64_t wait_all(Select *s)
{
    RtG *g = rt_g();
    RT_ATOMIC_STORE(&g->select_done, 0);
    for (int64_t i = 0; i < s->n; i++) {
        RtSelectCase *k = &s->cases[i];
        s->waiters[i] = (RtWaiter){
            .g = g, .elem = k->elem, .chan = k->chan, .is_select = true};
        if (k->chan)
            rt_waiters_add(queue_of(k), &s->waiters[i]);
    }
    rt_park(after_unlock_all, s, RT_WAIT_SELECT);

    lock_all(s);
    for (int64_t i = 0; i < s->n; i++) {
        if (s->cases[i].chan)
            rt_waiters_remove(queue_of(&s->cases[i]), &s->waiters[i]);
    }
    unlock_all(s);
    int64_t chosen = g->wake - s->waiters;
    bool ok = g->wake->ok;
    if (s->cases[chosen].send && !ok)
        rt_panic_plain_error("send on closed channel");
    return result(chosen, ok);
}

static int64_t run(Select *s, bool has_default)
{
    shuffle(s);
    sort_channels(s);
    lock_all(s);
    int64_t i, out;
    while ((i = ready_case(s)) >= 0) {
        if (run_case(s, i, &out))
            return out;
    }
    if (has_default) {
        unlock_all(s);
        return result(s->n, false);
    }
    return wait_all(s);
}

int64_t rt_select(void *cases, int64_t n, bool has_default)
{
    Select s = {.cases = cases, .n = n};
    size_t count = (size_t)n;
    if (n <= ON_STACK) {
        s.waiters = alloca(count * sizeof(RtWaiter) + 1);
        s.poll = alloca(count * sizeof(uint16_t) + 1);
        s.order = alloca(count * sizeof(uint16_t) + 1);
        return run(&s, has_default);
    }
    char *memory = malloc(count * (sizeof(RtWaiter) + 2 * sizeof(uint16_t)));
    if (!memory)
        rt_throw("runtime: out of memory for select");
    s.waiters = (RtWaiter *)(void *)memory;
    s.poll = (uint16_t *)(void *)(s.waiters + count);
    s.order = s.poll + count;
    int64_t out = run(&s, has_default);
    free(memory);
    return out;
}

void rt_block(void)
{
    rt_park(NULL, NULL, RT_WAIT_SELECT_NONE);
    RT_UNREACHABLE();
}
