#!/usr/bin/env bash
# What ./arapaima lab does once everything is installed and built: chooses the scenarios, boots the guest, tells.
set -euo pipefail

lab=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
home=$(dirname "$lab")
boot_limit=300
# The limits of scenarios are seconds of the guest; a busy host takes several for each.
seconds_a_second=5

fail() {
    echo "lab: $1" >&2
    exit "${2:-3}"
}

# The value of a line "# WORD: VALUE" in a scenario's header.
header() { sed -n "s/^# $2: *//p" "$lab/scenarios/$1.sh" | head -1; }

choose() { # [--all] [SCENARIO...]: prints the names
    local name
    if [ $# -gt 0 ] && [ "$1" != --all ]; then
        for name in "$@"; do
            [ -e "$lab/scenarios/$name.sh" ] ||
                fail "there is no scenario $name; there are: $(cd "$lab/scenarios" && echo ./*.sh | sed 's/\.\/\([^ ]*\)\.sh/\1/g')" 2
            echo "$name"
        done
        return
    fi
    for name in "$lab"/scenarios/*.sh; do
        name=$(basename "$name" .sh)
        case $(header "$name" set)${1:-} in
            short | short--all | all--all) echo "$name" ;;
        esac
    done
}

# A folder of its own for each run, the last ten are kept.
make_results() {
    local root=$home/target/lab/results
    mkdir -p "$root"
    find "$root" -mindepth 1 -maxdepth 1 -type d | sort | head -n -9 | xargs -r rm -rf
    mktemp -d "$root/$(date -u +%Y%m%dT%H%M%S)-XXXX"
}

run_scenarios() {
    local names name limit=$boot_limit status=0
    mapfile -t names < <(choose "$@")
    [ ${#names[@]} -gt 0 ] || exit 2
    for name in "${names[@]}"; do
        limit=$((limit + seconds_a_second * ($(header "$name" limit) + 60 * minutes)))
    done
    "$lab/boot.sh" "$results" "$limit" "LAB_SEED=$seed LAB_MINUTES=$minutes exec lab/scenarios.sh ${names[*]}" || status=$?
    [ $status = 0 ] || echo "lab: journals, tables, captures and thread dumps are in $results" >&2
    return $status
}

usage="usage: ./arapaima lab [--all] [SCENARIO...] [--seed N] [--minutes M] or ./arapaima lab --run 'COMMAND'"

# Sets seed, minutes and words, which are what is left.
options() {
    local option
    words=()
    while [ $# -gt 0 ]; do
        case $1 in
            --seed | --minutes)
                option=${1#--}
                [[ ${2:-} =~ ^[0-9]+$ ]] || fail "$1 wants a whole number and got '${2:-}'; $usage" 2
                printf -v "$option" %s "$2"
                shift
                ;;
            *) words+=("$1") ;;
        esac
        shift
    done
}

seed='' minutes=0
[ "${1:-}" = --run ] || options "$@"
[ "${1:-}" = --run ] || set -- "${words[@]}"
case ${1:-} in
    --run)
        [ $# = 2 ] || fail "--run wants one command; $usage" 2
        results=$(make_results)
        "$lab/boot.sh" "$results" "${LAB_LIMIT:-600}" "$2"
        ;;
    --all | [!-]* | '')
        results=$(make_results)
        run_scenarios "$@"
        ;;
    *) fail "unknown option $1; $usage" 2 ;;
esac
