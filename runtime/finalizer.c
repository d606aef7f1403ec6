// runtime/finalizer.c -- Finalizers, cleanups and weak handles.
//
// Each is a node in a hash table by object, outside of the heap, that does not
// keep the object alive.  After marking, nodes of unmarked objects act: weak
// handles are cleared, finalizers revive their object and go to a queue,
// cleanups go there, too.  A goroutine of the runtime's runs the queue.
//
// As in Go, what an object with a finalizer points to is kept alive until the
// finalizer has run, so that finalizers run in the order of dependence; a
// cycle of such objects that contains one with a finalizer never dies.
//
// `lock` guards all; the collector needs none, since nobody holds it at a
// safepoint.
#include "runtime/finalizer.h"
#include "runtime/gc.h"
#include "runtime/heap.h"
#include "runtime/lib.h"
#include "runtime/sched.h"
#include "runtime/throw.h"

#include <stdlib.h>

typedef enum NodeKind { FINALIZER, CLEANUP, WEAK } NodeKind;

typedef struct Node Node;
struct Node {
    Node *next;
    uintptr_t object;  // Finalizer: its base; else any address inside.
    void *value;       // Function to call, or the weak handle.
    int64_t id;
    NodeKind kind;
};

static struct {
    RtLock lock;
    Node **table;
    size_t size;       // Power of two, or 0.
    size_t count;
    Node *queue;       // First in, first out.
    Node **queue_end;
    bool running;      // A goroutine works on the queue.
    int64_t last_id;
} fin;

static size_t slot_of(uintptr_t p)
{
    return (size_t)(rt_mix64(p >> 3, 0x9e3779b97f4a7c15u) & (fin.size - 1));
}

static void grow(void)
{
    size_t size = fin.size ? fin.size * 2 : 64;
    Node **table = calloc(size, sizeof *table);
    if (!table)
        rt_throw("runtime: out of memory");

    Node **former = fin.table;
    size_t n = fin.size;
    fin.table = table;
    fin.size = size;
    for (size_t i = 0; i < n; i++) {
        for (Node *node = former[i], *next; node; node = next) {
            next = node->next;
            Node **slot = &fin.table[slot_of(node->object)];
            node->next = *slot;
            *slot = node;
        }
    }
    free(former);
}

static Node *add(NodeKind kind, uintptr_t object, void *value)
{
    if (fin.count >= fin.size)
        grow();
    Node *node = malloc(sizeof *node);
    if (!node)
        rt_throw("runtime: out of memory");
    Node **slot = &fin.table[slot_of(object)];
    *node = (Node){*slot, object, value, ++fin.last_id, kind};
    *slot = node;
    fin.count++;
    return node;
}

static Node **find(NodeKind kind, uintptr_t object)
{
    if (!fin.size)
        return NULL;
    Node **link = &fin.table[slot_of(object)];
    for (; *link; link = &(*link)->next) {
        if ((*link)->kind == kind && (*link)->object == object)
            return link;
    }
    return NULL;
}

static Node *unlink_node(Node **link)
{
    Node *node = *link;
    *link = node->next;
    fin.count--;
    return node;
}

// --- The collector's side ---------------------------------------------------

void rt_finalizers_mark(RtMarker *m)
{
    for (size_t i = 0; i < fin.size; i++) {
        for (Node *n = fin.table[i]; n; n = n->next) {
            if (n->kind == WEAK)
                continue;
            rt_mark_pointer(m, (uintptr_t)n->value);
            if (n->kind == FINALIZER)
                rt_mark_content(m, n->object);
        }
    }
    for (Node *n = fin.queue; n; n = n->next) {
        rt_mark_pointer(m, (uintptr_t)n->value);
        if (n->kind == FINALIZER)
            rt_mark_pointer(m, n->object);
    }
}

static void enqueue(Node *node)
{
    if (!fin.queue)
        fin.queue_end = &fin.queue;
    node->next = NULL;
    *fin.queue_end = node;
    fin.queue_end = &node->next;
}

static void clear_weak(RtMarker *m)
{
    for (size_t i = 0; i < fin.size; i++) {
        for (Node **link = &fin.table[i]; *link;) {
            Node *n = *link;
            if (n->kind != WEAK) {
                link = &n->next;
            } else if (rt_marked(n->object)) {
                rt_mark_pointer(m, (uintptr_t)n->value);
                link = &n->next;
            } else {
                *(uintptr_t *)n->value = 0;
                free(unlink_node(link));
            }
        }
    }
}

static void queue_dead(RtMarker *m, NodeKind kind)
{
    for (size_t i = 0; i < fin.size; i++) {
        for (Node **link = &fin.table[i]; *link;) {
            Node *n = *link;
            if (n->kind != kind || rt_marked(n->object)) {
                link = &n->next;
                continue;
            }
            unlink_node(link);
            enqueue(n);
            if (kind == FINALIZER)
                rt_mark_pointer(m, n->object);
        }
    }
}

void rt_finalizers_collect(RtMarker *m)
{
    if (fin.count == 0)
        return;
    clear_weak(m);
    queue_dead(m, FINALIZER);
    rt_mark_drain(m);
    queue_dead(m, CLEANUP);
}

// --- Running the queue ------------------------------------------------------

static Node *dequeue(void)
{
    rt_lock(&fin.lock);
    Node *n = fin.queue;
    if (n)
        fin.queue = n->next;
    else
        fin.running = false;
    rt_unlock(&fin.lock);
    return n;
}

// The code of the runner's closure.
static void run_queue(void)
{
    Node *n;
    while ((n = dequeue()) != NULL) {
        // On this stack the collector finds both.
        void *volatile object = (void *)n->object;
        RtClosure *volatile fn = n->value;
        NodeKind kind = n->kind;
        free(n);
        if (kind == FINALIZER)
            rt_call_closure1(fn, object);
        else
            rt_call_closure(fn);
    }
}

void rt_finalizers_start(void)
{
    static RtClosure runner = {(void *)(uintptr_t)run_queue};
    rt_lock(&fin.lock);
    bool start = fin.queue && !fin.running;
    if (start)
        fin.running = true;
    rt_unlock(&fin.lock);
    if (start)
        rt_go_start(&runner, 0, true);
}

// --- For the library --------------------------------------------------------

int64_t rt_set_finalizer(void *obj, void *fn)
{
    RtObject o;
    uintptr_t p = (uintptr_t)obj;
    if (!rt_object_find(p, &o) || rt_object_base(&o) != p)
        return 1;

    rt_lock(&fin.lock);
    int64_t result = 0;
    Node **link = find(FINALIZER, p);
    if (!fn && link)
        free(unlink_node(link));
    else if (fn && link)
        result = 2;
    else if (fn)
        add(FINALIZER, p, fn);
    rt_unlock(&fin.lock);
    return result;
}

int64_t rt_add_cleanup(void *p, void *fn)
{
    RtObject o;
    if (!rt_object_find((uintptr_t)p, &o))
        return 0;
    rt_lock(&fin.lock);
    int64_t id = add(CLEANUP, (uintptr_t)p, fn)->id;
    rt_unlock(&fin.lock);
    return id;
}

void rt_cleanup_stop(int64_t id)
{
    rt_lock(&fin.lock);
    for (size_t i = 0; i < fin.size; i++) {
        for (Node **link = &fin.table[i]; *link; link = &(*link)->next) {
            if ((*link)->kind == CLEANUP && (*link)->id == id) {
                free(unlink_node(link));
                goto done;
            }
        }
    }
done:
    rt_unlock(&fin.lock);
}

void *rt_weak_make(void *p)
{
    if (!p)
        return NULL;
    // Allocated before the lock is taken: this may collect.
    uintptr_t *fresh = rt_alloc_noscan(sizeof *fresh);
    rt_lock(&fin.lock);
    Node **link = find(WEAK, (uintptr_t)p);
    void *handle = link ? (*link)->value : NULL;
    if (!handle) {
        *fresh = (uintptr_t)p;
        handle = fresh;
        add(WEAK, (uintptr_t)p, handle);
    }
    rt_unlock(&fin.lock);
    return handle;
}

void *rt_weak_get(void *handle)
{
    return handle ? *(void **)handle : NULL;
}
