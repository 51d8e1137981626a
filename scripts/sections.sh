# shellcheck shell=bash
# Sourced by the other scripts: where the project is, where builds go, and sections with their times.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/webclub
# Outside the clone, so that a fresh clone builds only what has changed.
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$CACHE/target}
cd "$ROOT" || exit

section_name=
section_start=0

# Ends the section before and begins one: `section "Tests on SQLite"`.
section() {
    end_section
    section_name=$1
    section_start=$SECONDS
    printf '\n=== %s\n' "$section_name"
}

end_section() {
    if [[ -n $section_name ]]; then
        printf -- '--- %s: %d s\n' "$section_name" $((SECONDS - section_start))
    fi
    section_name=
}

# Stops with a reason in one sentence: `fail "there is no cargo"`.
fail() {
    printf '%s: %s\n' "$(basename "$0")" "$*" >&2
    exit 1
}

# Runs a command quietly; shows what it said only when it fails.
quietly() {
    local log
    log=$(mktemp)
    if "$@" >"$log" 2>&1 </dev/null; then
        rm -f "$log"
    else
        local code=$?
        cat "$log" >&2
        rm -f "$log"
        printf 'failed with code %d: %s\n' "$code" "$*" >&2
        return "$code"
    fi
}
