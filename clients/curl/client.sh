#!/usr/bin/env bash
# needs: curl gzip
# Lines as bytes, by curl: client.sh write|refuse PATH|gzip PROTOCOL TABLE
set -euo pipefail
. "$(dirname "$0")/../lines.sh"

action=$1 transport=$2 table=$4

# post: sends standard input; fails, with the answer on standard output, unless that is 204.
post() {
    local path=$transport arguments=()
    if [ "$transport" = gzip ]; then
        path=/write
        arguments=(--header "Content-Encoding: gzip")
    fi
    { if [ "$transport" = gzip ]; then gzip; else cat; fi; } |
        curl --silent --show-error --max-time 20 --fail-with-body "${arguments[@]}" --data-binary @- "http://$TIDEMARK_HTTP$path"
}

case $action in
    write) lines "$table" | post ;;
    refuse)
        good_line "$table" | post
        if bad_lines "$table" | post; then
            echo "the bad line was taken" >&2
            exit 1
        fi
        ;;
esac
