// base/ice.h -- Internal compiler errors.
//
// ICE(pos, ...) is for what cannot happen: it prints the phase, the function
// being compiled, the source position and the place in the compiler, and ends
// the process with exit code 3.  User errors go to base/diag.h instead.
//
// The context is the one piece of state that is not passed around: a crash
// report must work from anywhere.  It is per thread and only ever read here.
//
//     ice_set_phase("lower");
//     ICE(node->pos, "unexpected %s", kind_name);
#ifndef BASE_ICE_H
#define BASE_ICE_H

#include "base/source.h"
#include "base/str.h"

_Noreturn void ice_report(const char *file, int line, Pos pos, const char *fmt,
                          ...) PRINTF_LIKE(4, 5);
void ice_set_sources(const SourceSet *sources); // For positions; may be NULL.
void ice_set_phase(const char *phase);          // A string literal.
void ice_set_function(Str name);                // Empty: none.

#define ICE(pos, ...) ice_report(__FILE__, __LINE__, (pos), __VA_ARGS__)
#define UNREACHABLE() ICE(NO_POS, "unreachable code reached")
#define ICE_ASSERT(cond, pos)                                                  \
    ((cond) ? (void)0 : ICE((pos), "assertion failed: %s", #cond))

#endif
