#include "codegen/cg_internal.h"
bool cg_pctab(Cg *cg, Str object, Str *out, Str *error)
{
    (void)cg; (void)object; (void)out; (void)error;
    return true;
}
