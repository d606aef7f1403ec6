// runtime/iface.h -- Interface tables.
#ifndef RUNTIME_IFACE_H
#define RUNTIME_IFACE_H

#include "runtime/abi.h"

// Name of the first method of the interface that t lacks; length 0: none.
RtString rt_missing_method(const RtInterfaceType *inter, const RtType *t);

#endif
