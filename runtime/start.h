// runtime/start.h -- The process's arguments.
#ifndef RUNTIME_START_H
#define RUNTIME_START_H

extern int rt_argc;
extern char **rt_argv;

#endif
