// driver/help.c -- The texts of `scapego help`.
#include "driver/help.h"

typedef struct Page {
    Command command;
    const char *name;
    const char *usage;
    const char *summary;
    const char *text;
} Page;

static const char build_flags[] =
    "Flags:\n"
    "\t--escape=off|local|go|full\n"
    "\t            where allocations may live: off, everything on the heap;\n"
    "\t            local, one function at a time; go, what Go's own compiler\n"
    "\t            decides; full (default), the strongest analysis\n"
    "\t-m, -m=2    report each decision, as Go words it; 2 adds the reasons\n"
    "\t-l          no inlining\n"
    "\t-O0 .. -O3  optimisation (default -O2); -N is -O0\n"
    "\t-gcflags='-m -l ...'\n"
    "\t            the same flags in Go's way\n"
    "\t-e          report all errors, not only ten\n"
    "\t-json       errors as JSON, one object a line\n"
    "\t-lang=go1.N language version\n"
    "\t-tags a,b   build tags\n"
    "\t-g          debug information for variables\n"
    "\t--emit=tokens|ast|types|ir|placed|llvm|asm|obj\n"
    "\t            print that form of the program (or of --func=NAME)\n"
    "\t--time      seconds per phase\n"
    "\t-x, -work   print the linker's command; keep the work folder\n"
    "\t-C DIR      change to DIR first\n"
    "\t--color=auto|always|never\n";

static const Page pages[] = {
    {CMD_RUN, "run", "scapego run [flags] FILE.go... | DIR [arguments]",
     "compile and run a program",
     "The program's input, output and signals pass through.  If it ends with\n"
     "a status other than 0, run prints `exit status N` and exits with 1.\n"},
    {CMD_BUILD, "build", "scapego build [flags] [-o OUT] FILE.go... | DIR",
     "compile to an executable",
     "The executable is named after the first file or the folder, unless -o\n"
     "names it.  A package that is not main is compiled and discarded.\n"
     "With -o NAME.o one object file is written and nothing is linked.\n"},
    {CMD_CHECK, "check", "scapego check [-e] [-json] FILE.go... | DIR",
     "parse and type-check only", ""},
    {CMD_BENCH, "bench",
     "scapego bench [flags] FILE.go... | DIR [arguments]",
     "compare levels of escape analysis on one program",
     "Runs the program at each level in turn, several times, and prints time,\n"
     "allocations, collections and memory, with ratios to the first level.\n"
     "\n"
     "\t--levels=off,go,full  which levels, in order\n"
     "\t--count=N             runs of each (default 10)\n"
     "\t--format=text|json|go how to print it; go is for benchstat\n"},
    {CMD_ENV, "env", "scapego env", "print the environment", ""},
    {CMD_VERSION, "version", "scapego version", "print the version", ""},
    {CMD_HELP, "help", "scapego help [command]", "print this text", ""},
};

enum { NPAGES = sizeof pages / sizeof pages[0] };

static void print_overview(FILE *out)
{
    fputs("Scapego compiles Go programs and shows what escape analysis is "
          "worth.\n\nUsage:\n\n\tscapego <command> [arguments]\n\n"
          "The commands are:\n\n", out);
    for (int i = 0; i < NPAGES; i++)
        fprintf(out, "\t%-11s %s\n", pages[i].name, pages[i].summary);
    fputs("\nUse \"scapego help <command>\" for more information about a "
          "command.\n\n", out);
}

bool help_print(FILE *out, Str topic)
{
    if (topic.n == 0) {
        print_overview(out);
        return true;
    }
    for (int i = 0; i < NPAGES; i++) {
        const Page *p = &pages[i];
        if (!str_eq_cstr(topic, p->name))
            continue;
        fprintf(out, "usage: %s\n\n", p->usage);
        if (p->text[0])
            fprintf(out, "%s\n", p->text);
        if (p->command <= CMD_BENCH)
            fputs(build_flags, out);
        return true;
    }
    return false;
}

void help_usage(FILE *out, Command command)
{
    for (int i = 0; i < NPAGES; i++) {
        if (pages[i].command == command)
            fprintf(out, "usage: %s\nRun 'scapego help %s' for details.\n",
                    pages[i].usage, pages[i].name);
    }
}
