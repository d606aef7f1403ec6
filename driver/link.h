// driver/link.h -- From object files to an executable.
#ifndef DRIVER_LINK_H
#define DRIVER_LINK_H

#include "driver/install.h"
#include "driver/options.h"

// Links the objects with the runtime by the system's compiler driver ($CC or
// cc), with lld when it is there.  False with a message on stderr.
bool link_executable(const Options *o, const Install *in, Arena *arena,
                     const Str *objects, int nobjects, Str out);

#endif
