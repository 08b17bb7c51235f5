# Sourced by ./tidemark and ./mvnw: prints the home of a JDK 25 or newer, or fails with one clear line.
# Looked at in this order: TIDEMARK_JAVA_HOME, JAVA_HOME, the java and javac on the PATH, the usual folders.

TIDEMARK_JDK_MINIMUM=25

# jdk_version HOME: the feature release of the JDK in HOME ("25"), or nothing when HOME holds no JDK.
jdk_version() {
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

jdk_is_recent() {
    version=$(jdk_version "$1")
    [ -n "$version" ] && [ "$version" -ge "$TIDEMARK_JDK_MINIMUM" ]
}

find_jdk() {
    if [ -n "${TIDEMARK_JAVA_HOME:-}" ]; then
        jdk_is_recent "$TIDEMARK_JAVA_HOME" && { echo "$TIDEMARK_JAVA_HOME"; return 0; }
        echo "tidemark: TIDEMARK_JAVA_HOME=$TIDEMARK_JAVA_HOME holds no JDK $TIDEMARK_JDK_MINIMUM or newer" >&2
        return 1
    fi
    on_path=$(command -v javac 2>/dev/null || true)
    if [ -n "$on_path" ]; then
        on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
    fi
    for home in "${JAVA_HOME:-}" "$on_path" \
        /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/*jdk* \
        "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
        if [ -n "$home" ] && jdk_is_recent "$home"; then
            echo "$home"
            return 0
        fi
    done
    echo "tidemark: no JDK $TIDEMARK_JDK_MINIMUM or newer found; install one (for example the package temurin-25-jdk) or set TIDEMARK_JAVA_HOME" >&2
    return 1
}
