# Sets JAVA_HOME to a JDK 25: the one that is set, the one on the PATH, or one that is installed where JDKs are. Sourced, not run.

is_jdk_25() {
    [ -x "$1/bin/javac" ] && grep -q '^JAVA_VERSION="25' "$1/release" 2>/dev/null
}

find_jdk_25() {
    local on_path candidate
    on_path=$(readlink -f "$(command -v java || true)" || true)
    for candidate in "${JAVA_HOME:-}" "${on_path%/bin/java}" /usr/lib/jvm/*25* "$HOME"/.sdkman/candidates/java/25* "$HOME"/.jdks/*25*; do
        if [ -n "$candidate" ] && is_jdk_25 "$candidate"; then
            export JAVA_HOME="$candidate"
            return
        fi
    done
    echo "Millrace needs a JDK 25, and there is none in JAVA_HOME, on the PATH or in /usr/lib/jvm." >&2
    echo "Install one (https://adoptium.net/temurin/releases/?version=25) or set JAVA_HOME." >&2
    exit 1
}
