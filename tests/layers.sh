#!/bin/sh
# layers.sh ROOT: every #include "folder/file" must follow the include table:
# who may include whom.  Prints each breach; exit 1 if there is one.
set -eu
cd "$1"

# folder: the folders it may include (itself always).
table='
base:
ir: base
frontend: base ir runtime/abi
escape: base ir
codegen: base ir runtime/abi
driver: base ir frontend escape codegen
runtime:
'
bad=0
for folder in base ir frontend escape codegen driver runtime; do
    allowed=$(echo "$table" | sed -n "s/^$folder: *//p")
    for file in "$folder"/*.c "$folder"/*.h; do
        [ -f "$file" ] || continue
        for target in $(sed -n 's/^#include "\([^"]*\)".*/\1/p' "$file"); do
            case $target in
            "$folder"/*) continue ;;
            *_internal.h) echo "$file: private header $target"; bad=1 ;;
            esac
            ok=0
            for a in $allowed; do
                case $target in
                "$a"/* | "$a".h | "$a".def | "${a}_proto.h") ok=1 ;;
                esac
            done
            [ $ok = 1 ] || { echo "$file: may not include $target"; bad=1; }
        done
    done
done
for pair in 'gmp\.h|mpfr\.h:frontend/const' 'llvm-c/:codegen/'; do
    header=${pair%%:*} home=${pair#*:}
    for file in $(grep -lE "#include <($header)" ./*/*.[ch] | sed 's,^\./,,'); do
        case $file in
        "$home"* | tests/*) ;;
        *) echo "$file: <$header> belongs in $home"; bad=1 ;;
        esac
    done
done
exit $bad
