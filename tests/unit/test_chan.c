// tests/unit/test_chan.c -- Channels and select.
#include "runtime/chan.h"
#include "tests/unit/goroutine.h"

static RtChan *a, *b;
static int64_t sum;

static RtChan *make(int64_t n)
{
    return rt_makechan(&chan_int.t, n);
}

static void send(RtChan *c, int64_t v)
{
    rt_chan_send(c, &v);
}

static int64_t recv(RtChan *c)
{
    int64_t v = -1;
    rt_chan_recv(c, &v);
    return v;
}

GO_CODE static void send_ten(void)
{
    for (int64_t i = 0; i < 10; i++)
        send(a, i);
    rt_chan_close(a);
}
CLOSURE(send_ten_fn, send_ten);

GO_CODE static void drain(void)
{
    int64_t v, n = 0;
    while (rt_chan_recv(a, &v))
        CHECK(v == n++);
    CHECK(n == 10 && v == 0);
    CHECK(!rt_chan_recv(a, &v) && v == 0);
}

GO_CODE static void unbuffered(void)
{
    a = make(0);
    rt_go(&send_ten_fn);
    drain();
    END();
}

GO_CODE static void buffered(void)
{
    a = make(3);
    rt_go(&send_ten_fn);
    while (rt_chan_len(a) < 3)
        rt_gosched();
    CHECK(rt_chan_cap(a) == 3);
    drain();
    END();
}

GO_CODE static void tries(void)
{
    int64_t v = 5;
    CHECK(!rt_chan_trysend(NULL, &v) && rt_chan_tryrecv(NULL, &v) == 0);
    a = make(0);
    CHECK(!rt_chan_trysend(a, &v) && rt_chan_tryrecv(a, &v) == 0);
    b = make(1);
    CHECK(rt_chan_trysend(b, &v) && !rt_chan_trysend(b, &v));
    v = 0;
    CHECK(rt_chan_tryrecv(b, &v) == 3 && v == 5);
    rt_chan_close(b);
    CHECK(rt_chan_tryrecv(b, &v) == 1 && v == 0);
    CHECK(rt_chan_len(NULL) == 0 && rt_chan_cap(NULL) == 0);
    END();
}

GO_CODE static void add_received(void)
{
    int64_t v = recv(a);
    __atomic_fetch_add(&sum, v, __ATOMIC_RELAXED);
    send(b, 1);
}
CLOSURE(add_received_fn, add_received);

GO_CODE static void many(void)
{
    a = make(0);
    b = make(10000);
    for (int i = 0; i < 10000; i++)
        rt_go(&add_received_fn);
    for (int64_t i = 0; i < 10000; i++)
        send(a, i);
    for (int i = 0; i < 10000; i++)
        recv(b);
    CHECK(sum == 9999 * 5000);
    END();
}

GO_CODE static void wait_closed(void)
{
    int64_t v = 9;
    CHECK(!rt_chan_recv(a, &v) && v == 0);
    CHECK(!rt_chan_recv(a, NULL));
    send(b, 1);
}
CLOSURE(wait_closed_fn, wait_closed);

GO_CODE static void close_wakes(void)
{
    a = make(0);
    b = make(5);
    for (int i = 0; i < 5; i++)
        rt_go(&wait_closed_fn);
    rt_gosched();
    rt_chan_close(a);
    for (int i = 0; i < 5; i++)
        recv(b);
    END();
}

GO_CODE static void send_closed(void)
{
    a = make(1);
    rt_chan_close(a);
    send(a, 1);
}

GO_CODE static void send_a(void)
{
    send(a, 1);
}
CLOSURE(send_a_fn, send_a);

GO_CODE static void closed_while_sending(void)
{
    a = make(0);
    rt_go(&send_a_fn);
    rt_sleep(1000000);
    rt_chan_close(a);
    rt_sleep(1000000000);
}

GO_CODE static void close_closed(void)
{
    a = make(0);
    rt_chan_close(a);
    rt_chan_close(a);
}

GO_CODE static void close_nil(void)
{
    rt_chan_close(NULL);
}

GO_CODE static void recv_nil(void)
{
    rt_chan_recv(NULL, NULL);
}

GO_CODE static void negative(void)
{
    make(-1);
}

// --- Select --------------------------------------------------------------------

GO_CODE static void select_is_fair(void)
{
    a = make(1);
    b = make(1);
    int64_t v, hits[2] = {0, 0};
    for (int i = 0; i < 2000; i++) {
        v = 1;
        rt_chan_trysend(a, &v);
        rt_chan_trysend(b, &v);
        RtSelectCase cases[2] = {{a, &v, 0}, {b, &v, 0}};
        int64_t r = rt_select(cases, 2, false);
        CHECK(r >> 32 == 1 && (r & 0xffffffff) < 2);
        hits[r & 1]++;
    }
    CHECK(hits[0] > 800 && hits[1] > 800);
    END();
}

GO_CODE static void select_default(void)
{
    int64_t v = 3;
    a = make(0);
    RtSelectCase cases[3] = {{a, &v, 0}, {NULL, &v, 1}, {a, &v, 1}};
    CHECK((rt_select(cases, 3, true) & 0xffffffff) == 3);
    CHECK(rt_select(cases, 0, true) == 0);
    rt_chan_close(a);
    CHECK(rt_select(cases, 2, true) == 0 && v == 0);
    END();
}

GO_CODE static void sends_in_turn(void)
{
    for (int64_t i = 0; i < 1000; i++)
        send(i % 2 ? a : b, i);
}
CLOSURE(sends_in_turn_fn, sends_in_turn);

GO_CODE static void select_parks(void)
{
    a = make(0);
    b = make(0);
    rt_go(&sends_in_turn_fn);
    for (int64_t i = 0; i < 1000; i++) {
        int64_t v = -1;
        RtSelectCase cases[3] = {{a, &v, 0}, {b, &v, 0}, {NULL, NULL, 1}};
        int64_t r = rt_select(cases, 3, false);
        CHECK(v == i && r == ((i % 2 ? 0 : 1) | (int64_t)1 << 32));
    }
    END();
}

// Both sides select over the same channels, in opposite order.
GO_CODE static void peer(void)
{
    for (int i = 0; i < 5000; i++) {
        int64_t v = i, w;
        RtSelectCase cases[2] = {{b, &v, 1}, {a, &w, 0}};
        rt_select(cases, 2, false);
    }
}
CLOSURE(peer_fn, peer);

GO_CODE static void select_against_select(void)
{
    a = make(0);
    b = make(0);
    rt_go(&peer_fn);
    for (int i = 0; i < 5000; i++) {
        int64_t v = i, w;
        RtSelectCase cases[2] = {{a, &v, 1}, {b, &w, 0}};
        rt_select(cases, 2, false);
    }
    END();
}

GO_CODE static void select_many(void)
{
    enum { N = 300 };
    static RtSelectCase cases[N];
    static RtChan *chans[N];
    int64_t v = 0;
    for (int i = 0; i < N; i++) {
        chans[i] = make(0);
        cases[i] = (RtSelectCase){chans[(i * 7) % (i + 1)], &v, 0};
    }
    a = chans[0];
    rt_go(&send_a_fn);
    int64_t r = rt_select(cases, N, false);
    CHECK(v == 1 && r >> 32 == 1);
    CHECK(cases[r & 0xffff].chan == a);
    END();
}

GO_CODE static void select_send_closed(void)
{
    a = make(0);
    rt_chan_close(a);
    int64_t v = 1;
    RtSelectCase cases[2] = {{a, &v, 1}, {NULL, NULL, 0}};
    rt_select(cases, 2, false);
}

GO_CODE static void select_blocks(void)
{
    int64_t v = 1;
    a = make(0);
    RtSelectCase cases[2] = {{a, &v, 1}, {a, &v, 0}};
    rt_select(cases, 2, false);
}

SCENARIO(unbuffered, 0, "")
SCENARIO(buffered, 0, "")
SCENARIO(tries, 0, "")
SCENARIO(many, 0, "")
SCENARIO(close_wakes, 0, "")
SCENARIO(send_closed, 2, "panic: send on closed channel\n\ngoroutine 1 "
         "[running]:\nmain.scenario(...)\n\t/src/t.go:7 +0x")
SCENARIO(closed_while_sending, 2, "panic: send on closed channel")
SCENARIO(close_closed, 2, "panic: close of closed channel\n")
SCENARIO(close_nil, 2, "panic: close of nil channel\n")
SCENARIO(recv_nil, 2, "goroutine 1 [chan receive (nil chan)]:\nmain.scen")
SCENARIO(negative, 2, "panic: makechan: size out of range\n")
SCENARIO(select_is_fair, 0, "")
SCENARIO(select_default, 0, "")
SCENARIO(select_parks, 0, "")
SCENARIO(select_against_select, 0, "")
SCENARIO(select_many, 0, "")
SCENARIO(select_send_closed, 2, "panic: send on closed channel")
SCENARIO(select_blocks, 2, "goroutine 1 [select]:\nmain.scenario")

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_unbuffered),
        cmocka_unit_test(test_buffered),
        cmocka_unit_test(test_tries),
        cmocka_unit_test(test_many),
        cmocka_unit_test(test_close_wakes),
        cmocka_unit_test(test_send_closed),
        cmocka_unit_test(test_closed_while_sending),
        cmocka_unit_test(test_close_closed),
        cmocka_unit_test(test_close_nil),
        cmocka_unit_test(test_recv_nil),
        cmocka_unit_test(test_negative),
        cmocka_unit_test(test_select_is_fair),
        cmocka_unit_test(test_select_default),
        cmocka_unit_test(test_select_parks),
        cmocka_unit_test(test_select_against_select),
        cmocka_unit_test(test_select_many),
        cmocka_unit_test(test_select_send_closed),
        cmocka_unit_test(test_select_blocks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
