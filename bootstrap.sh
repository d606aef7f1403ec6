#!/bin/sh
# bootstrap.sh demo|test|build: everything from a fresh Debian to a result.
#
#   sh bootstrap.sh demo   installs what is missing, builds, and compares a
#                          benchmark at escape off, go and full side by side
#   sh bootstrap.sh test   the same, then runs all tests
#   sh bootstrap.sh build  only builds (build/scapego)
#
# Needs a shell and, when Debian packages are missing, root (or sudo).
set -eu
cd "$(dirname "$0")"

packages="build-essential cmake ninja-build llvm-19-dev clang-19 lld-19
    libgmp-dev libmpfr-dev"
test_packages="libcmocka-dev golang-1.19-src python3 libclang-rt-19-dev"

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# install_packages NAME...: those that are not installed yet.
install_packages() {
    missing=""
    for p in "$@"; do
        dpkg -s "$p" >/dev/null 2>&1 || missing="$missing $p"
    done
    [ -n "$missing" ] || return 0
    echo "installing$missing"
    as_root apt-get update -qq
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends $missing
}

# build DIR [CMAKE OPTION]...
build() {
    dir=$1
    shift
    cmake -S . -B "$dir" -G Ninja "$@" >"$dir.log" 2>&1 ||
        { cat "$dir.log" >&2; exit 1; }
    cmake --build "$dir" >"$dir.log" 2>&1 || { cat "$dir.log" >&2; exit 1; }
    rm -f "$dir.log"
}

demo() {
    build/scapego bench --levels=off,go,full --count=5 bench/vectors.go 20000000
    build/scapego bench --levels=off,go,full --count=5 bench/binary_trees.go 16
}

# All tests with the optimised build, then those that exercise the compiler
# and the runtime's C with AddressSanitizer and UBSan.
run_tests() {
    build build -DSCAPEGO_TESTS=ON # An earlier demo may have turned them off.
    ctest --test-dir build --output-on-failure -j 2
    build build-asan -DSCAPEGO_SANITIZE=ON
    # These fault on purpose or fork panicking programs, which the sanitizers
    # stop; they run in the ordinary build above.
    ASAN_OPTIONS=detect_leaks=0 ctest --test-dir build-asan -j 2 \
        --output-on-failure -L unit \
        -E 'test_(chan|defer|heap|rtmap|sched|value|world)'
    # -O1 builds faster; golden programs cover -O0 and -O2.
    python3 tests/gosuite.py build/scapego --flags=-O1
}

case ${1-} in
demo)
    # shellcheck disable=SC2086
    install_packages $packages
    [ -e /usr/include/cmocka.h ] || no_tests=-DSCAPEGO_TESTS=OFF
    build build ${no_tests-}
    demo
    ;;
test)
    # shellcheck disable=SC2086
    install_packages $packages $test_packages
    run_tests
    ;;
build)
    # shellcheck disable=SC2086
    install_packages $packages
    [ -e /usr/include/cmocka.h ] || no_tests=-DSCAPEGO_TESTS=OFF
    build build ${no_tests-}
    ;;
*)
    echo "usage: sh bootstrap.sh demo|test|build" >&2
    exit 2
    ;;
esac
