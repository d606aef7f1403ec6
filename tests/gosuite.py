#!/usr/bin/env python3
"""Runs Go's own test suite (Debian's golang-*-src) against scapego.

    gosuite.py SCAPEGO [--kind run|compile|errorcheck|rundir|runoutput] [--only RE]
               [--flags='--escape=off -O0'] [--jobs N] [--verbose]

A test that is listed in gosuite.exclude must fail for the reason given there;
one that is not listed must pass.  Without --kind it runs the kinds whose results
are already complete.  Files that need Go's own tool chain (cgo, assembler listings,
internal packages, race detector) are no tests of a compiler and are skipped.
"""
import argparse
import concurrent.futures
import glob
import os
import re
import shlex
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TOOLCHAIN = re.compile(
    r'^\s*(?:import\s+)?(?:[\w.]+\s+)?"(os/exec|C|go/build|syscall/js|runtime/pprof|'
    r'plugin|go/ast|html/template|internal/.*|cmd/.*)"', re.M)
TOOLCHAIN_FLAGS = re.compile(r'-race|-goexperiment|-d=|-live|-msan|-asan|-wb|-S\b|'
                             r'-dynlink|-embedcfg|-p=|-std\b|-\+|-complete|-N\b')


def suite_folder():
    for pattern in ('/usr/share/go-*/test', '/usr/lib/go-*/test'):
        for folder in sorted(glob.glob(pattern)):
            if os.path.exists(os.path.join(folder, 'helloworld.go')):
                return folder
    sys.exit('gosuite: install golang-src: its test/ folder is the suite')


def build_tag(name):
    version = re.fullmatch(r'go1\.(\d+)', name)
    if version:
        return int(version.group(1)) <= 27
    return name in ('linux', 'amd64', 'unix', 'gc')


def constraint_holds(text):
    match = re.search(r'^//go:build (.*)$', text.split('\npackage ')[0], re.M)
    if not match:
        return True
    tokens = re.findall(r'[\w.]+|&&|\|\||!|\(|\)', match.group(1))
    words = {'&&': 'and', '||': 'or', '!': 'not', '(': '(', ')': ')'}
    return eval(' '.join(words.get(t) or str(build_tag(t)) for t in tokens))


class Test:
    def __init__(self, root, path):
        self.path, self.name = path, os.path.relpath(path, root)
        with open(path, errors='replace') as f:
            self.text = f.read()
        self.kind, self.flags, self.args = None, [], []
        for line in self.text.split('\n')[:50]:
            match = re.match(r'// ?(run|runoutput|rundir|compile|errorcheck)(?: (.*))?$', line)
            if match:
                self.kind = match.group(1)
                words = shlex.split(match.group(2) or '', posix=False)
                self.flags = [w for w in words if w.startswith('-')]
                self.args = [w for w in words if not w.startswith('-')]
                break
            if line.startswith('package '):
                break

    def is_compiler_test(self):
        return (self.kind and constraint_holds(self.text)
                and not TOOLCHAIN.search(self.text)
                and not TOOLCHAIN_FLAGS.search(' '.join(self.flags)))

    def expected_output(self):
        path = self.path[:-3] + '.out'
        if not os.path.exists(path):
            return ''
        with open(path, errors='replace') as f:
            return f.read()


def execute(command, folder, seconds):
    try:
        p = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, timeout=seconds,
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        return p.returncode, p.stdout.decode(errors='replace')
    except subprocess.TimeoutExpired:
        return 124, 'timeout'


def first_line(text):
    lines = [l for l in text.split('\n') if l.strip() and not l.startswith('# ')]
    return lines[0][:150] if lines else '(no output)'


def compare(code, got, want):
    if code == 0 and got == want or code == 1 and want and got == want + 'exit status 2\n':
        return None
    return f'exit code {code}: {first_line(got)}' if code else f'output differs: {first_line(got)}'


def do_run(cc, flags, test):
    folder, name = os.path.split(test.path)
    code, out = execute([cc, 'run', *flags, name, *test.args], folder, 90)
    return compare(code, out, test.expected_output())


def do_runoutput(cc, flags, test):
    folder, name = os.path.split(test.path)
    code, out = execute([cc, 'run', *flags, name, *test.args], folder, 90)
    if code:
        return f'generator: exit code {code}: {first_line(out)}'
    with tempfile.TemporaryDirectory() as tmp:
        with open(os.path.join(tmp, 'tmp.go'), 'w') as f:
            f.write(out)
        code, out = execute([cc, 'run', *flags, 'tmp.go'], tmp, 200)
    return compare(code, out, test.expected_output())


def do_rundir(cc, flags, test):
    source = test.path[:-3] + '.dir'
    with tempfile.TemporaryDirectory() as tmp:
        with open(os.path.join(tmp, 'go.mod'), 'w') as f:
            f.write('module test\n\ngo 1.27\n')
        first = {}
        for name in sorted(os.listdir(source)):
            if not name.endswith('.go'):
                continue
            with open(os.path.join(source, name), errors='replace') as f:
                text = f.read()
            package = re.search(r'^package (\w+)', text, re.M).group(1)
            folder = '' if package == 'main' else first.setdefault(package, name[:-3])
            text = re.sub(r'(["`])\.{1,2}/([^"`]+)\1', r'"test/\2"', text)
            os.makedirs(os.path.join(tmp, folder), exist_ok=True)
            with open(os.path.join(tmp, folder, name), 'w') as f:
                f.write(text)
        code, out = execute([cc, 'run', *flags, '.'], tmp, 90)
    return compare(code, out, test.expected_output())


def do_compile(cc, flags, test):
    folder, name = os.path.split(test.path)
    code, out = execute([cc, 'build', *flags, '-o', '/dev/null', name], folder, 90)
    return f'exit code {code}: {first_line(out)}' if code else None


def marked_lines(text):
    lines = set()
    for number, line in enumerate(text.split('\n'), 1):
        if re.search(r'// (GC_)?ERROR ', line) and '////' not in line:
            lines.add(number)
    return lines


def do_errorcheck(cc, flags, test):
    folder, name = os.path.split(test.path)
    lang = [f for f in test.flags if f.startswith('-lang')]
    code, out = execute([cc, 'check', '-e', *lang, name], folder, 60)
    if code not in (0, 1):
        return f'exit code {code}: {first_line(out)}'
    got = {int(n) for n in re.findall(re.escape(name) + r':(\d+)(?::\d+)?: ', out)}
    want = marked_lines(test.text)
    if got != want:
        return f'missing at {sorted(want - got)[:5]}, extra at {sorted(got - want)[:5]}'
    return None


KINDS = {'run': do_run, 'runoutput': do_runoutput, 'rundir': do_rundir,
         'compile': do_compile, 'errorcheck': do_errorcheck}
DEFAULT_KINDS = ['run']


def read_exclusions():
    excluded = {}
    with open(os.path.join(HERE, 'gosuite.exclude')) as f:
        for line in f:
            line = line.strip()
            if line and not line.startswith('#'):
                name, reason = line.split(None, 1)
                excluded[name] = reason
    return excluded


def collect(root, kinds, only):
    tests = []
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(d for d in folders if not d.endswith('.dir') and d not in
                            ('codegen', 'bench', 'internal', 'stress', 'runtime', 'dwarf'))
        for name in sorted(files):
            path = os.path.join(folder, name)
            if not name.endswith('.go') or only and not re.search(only, path):
                continue
            test = Test(root, path)
            if test.kind in kinds and test.is_compiler_test():
                if test.kind == 'errorcheck' and any(f.startswith('-m') for f in test.flags):
                    continue
                tests.append(test)
    return tests


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('compiler')
    parser.add_argument('--kind')
    parser.add_argument('--only')
    parser.add_argument('--flags', default='')
    parser.add_argument('--jobs', type=int, default=2)
    parser.add_argument('--verbose', action='store_true')
    options = parser.parse_args()
    compiler = os.path.abspath(options.compiler)
    kinds = [options.kind] if options.kind else DEFAULT_KINDS
    excluded = read_exclusions()
    tests = collect(suite_folder(), kinds, options.only)
    flags = shlex.split(options.flags)

    passed, failed, skipped = 0, 0, 0
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        results = pool.map(lambda t: KINDS[t.kind](compiler, flags, t), tests)
        for test, problem in zip(tests, results):
            if test.name in excluded:
                skipped += 1
                if problem is None:
                    print(f'passes, take it off the list: {test.name}', flush=True)
                elif options.verbose:
                    print(f'excluded {test.name}: {problem}')
            elif problem is None:
                passed += 1
            else:
                failed += 1
                print(f'FAIL {test.name}: {problem}', flush=True)
    print(f'{passed} passed, {failed} failed, {skipped} skipped')
    sys.exit(1 if failed else 0)


main()
