// driver/install.h -- Where the compiler's own files are.
//
// scapego runs from a build folder or from an installed prefix; both have a
// folder lib/scapego with the library's source, the runtime archive and its
// inlinable part.  SCAPEGO_ROOT names that folder explicitly.
#ifndef DRIVER_INSTALL_H
#define DRIVER_INSTALL_H

#include "base/arena.h"
#include "base/str.h"

typedef struct Install {
    Str root;    // .../lib/scapego
    Str std;     // Source of the library, by import path.
    Str runtime; // libscapego_rt.a
    Str fast_bc; // Bitcode of the runtime's inlinable part; empty if absent.
} Install;

// False with a message on stderr when the files cannot be found.
bool install_find(Install *in, Arena *arena);

#endif
