# Becomes the launcher. Sourced, not run.

launch() {
    local terminal=false
    if [ -t 1 ]; then
        terminal=true
    fi
    # It lives for seconds or does next to nothing: little heap, and no time spent on compiling well.
    exec "$JAVA_HOME/bin/java" -Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
        -Dmillrace.root="$PWD" -Dmillrace.terminal=$terminal \
        -cp "$PWD/deploy/local/target/classes:$PWD/deploy/local/target/lib/*" io.millrace.local.Main "$@"
}
