#!/bin/sh
# bench-matching.sh FOLDER   measures on public data, which are not part of the project: FOLDER/clef2020 for claims that are
# found by their words, FOLDER/sick and FOLDER/breaking-nli for the precision of contradictions. What is not there is skipped,
# and that is said.
set -eu

folder=${1:-../../shared/datasets}

# measured NAME COMMAND…: runs the command where the data are.
measured() {
    name=$1
    shift
    if [ -d "$folder/$name" ]; then
        printf '%s\n' "== $name"
        "$@"
    else
        printf '%s\n' "SKIPPED: no $folder/$name, nothing is measured on it" >&2
    fi
}

measured clef2020 cargo run --release --quiet --locked --package stemma-core --example bench_matching -- "$folder/clef2020"
measured sick cargo run --release --quiet --locked --bin stemma -- evaluate "$folder/sick/SICK_train.txt" "$folder/sick/SICK_test_annotated.txt"
measured breaking-nli cargo run --release --quiet --locked --bin stemma -- evaluate "$folder/breaking-nli/data/dataset.jsonl"
