// driver/help.h -- The texts of `scapego help`.
#ifndef DRIVER_HELP_H
#define DRIVER_HELP_H

#include "driver/options.h"

#include <stdio.h>

// The whole overview, or one command's page.  False if there is no such topic.
bool help_print(FILE *out, Str topic);
// Two lines: how the command is used, where to read more.
void help_usage(FILE *out, Command command);

#endif
