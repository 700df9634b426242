# Builds the modules that were never built, or whose sources have changed since. Sourced, not run.

# Prints why it has to be built, or nothing.
why_build() {
    local module built changed
    for module in "$@"; do
        built=$module/target/.built-for-up
        if [ ! -e "$built" ]; then
            echo "$module was not built yet"
            return
        fi
        changed=$(find pom.xml "$module/pom.xml" "$module/src/main" -newer "$built" -type f 2>/dev/null | head -n 1)
        if [ -n "$changed" ]; then
            echo "$changed has changed"
            return
        fi
    done
}

# Says every two seconds what Maven is at.
show_progress() {
    local maven=$1 log=$2 began=$SECONDS said
    while kill -0 "$maven" 2>/dev/null; do
        sleep 1
        if [ $(((SECONDS - began) % 2)) -eq 0 ]; then
            said=$(sed -n 's/^\[INFO\] Building \([^ ]*.*\) 1\.0\.0-SNAPSHOT *\(\[[0-9/]*\]\)\?$/\1 \2/p' "$log" | tail -n 1)
            echo "  … building ${said:-}, $(grep -c '^\(\[INFO\] \)\?Downloaded from' "$log" || true) files downloaded, $((SECONDS - began)) s"
        fi
    done
}

# Leaves out what only those need who change the code: tests, the format check.
build() {
    local modules reason log began maven module
    reason=$(why_build "$@")
    if [ -z "$reason" ]; then
        return
    fi
    modules=$(IFS=,; echo "$*")
    log=$MILLRACE_LOGS/build.log
    mkdir -p "$MILLRACE_LOGS"
    echo "Building, as $reason. The whole output: $log"
    began=$(mktemp)
    ./mvnw -B -pl "$modules" -am package -DskipTests -Dspotless.check.skip=true >"$log" 2>&1 &
    maven=$!
    trap 'kill "$maven" 2>/dev/null; rm -f "$began"; exit 130' INT TERM
    show_progress "$maven" "$log"
    if ! wait "$maven"; then
        grep '^\[ERROR\]' "$log" | head -n 30 >&2 || tail -n 30 "$log" >&2
        echo "The build has failed. The whole output: $log" >&2
        rm -f "$began"
        exit 1
    fi
    trap - INT TERM
    for module in "$@"; do
        # As old as the build's beginning: what was changed meanwhile is built the next time.
        touch -r "$began" "$module/target/.built-for-up"
    done
    rm -f "$began"
}
