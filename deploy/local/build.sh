# Builds the modules that were never built, or whose sources have changed since. Sourced, not run.

# Prints the file whose age is that of the module's last build: ours, or else the jar or folder of a build with Maven.
last_build() {
    local found
    for found in "$1/target/.built-for-up" "$1"/target/*-1.0.0-SNAPSHOT.jar "$1/target/lib"; do
        if [ -e "$found" ]; then
            echo "$found"
            return
        fi
    done
}

# Prints why it has to be built, or nothing.
why_build() {
    local module built changed
    for module in "$@"; do
        built=$(last_build "$module")
        if [ -z "$built" ]; then
            echo "$module was not built yet"
            return
        fi
        changed=$(find pom.xml "$module/pom.xml" "$module/src/main" -newer "$built" 2>/dev/null | head -n 1 || true)
        if [ -n "$changed" ]; then
            echo "$changed has changed"
            return
        fi
    done
}

# Says every two seconds what Maven is at; on a terminal always in the same line.
show_progress() {
    local maven=$1 log=$2 began=$SECONDS module downloads line
    while kill -0 "$maven" 2>/dev/null; do
        sleep 2
        module=$(sed -n 's/^\[INFO\] Building \(.*\) 1\.0\.0-SNAPSHOT *\(\[.*\]\)$/\1 \2/p' "$log" | tail -n 1)
        downloads=$(grep -c 'Downloaded from' "$log" || true)
        line="  … building ${module:-(Maven starts)} $((SECONDS - began)) s, $downloads files downloaded"
        if [ -t 1 ]; then
            printf '\r\033[K%s' "$line"
        else
            echo "$line"
        fi
    done
    if [ -t 1 ]; then
        printf '\r\033[K'
    fi
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
