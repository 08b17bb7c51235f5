#!/usr/bin/env bash
# needs: bash
# Lines as bytes, over a socket: client.sh write|refuse tcp PROTOCOL TABLE
set -euo pipefail
. "$(dirname "$0")/../lines.sh"

action=$1 table=$4
exec 3<>"/dev/tcp/${TIDEMARK_LINE%:*}/${TIDEMARK_LINE#*:}"

case $action in
    write) lines "$table" >&3 ;;
    refuse)
        good_line "$table" >&3
        bad_lines "$table" >&3
        # The server says nothing; it ends the connection, which a read sees at once.
        if read -r -t 10 -u 3 said; then
            echo "the server said $said" >&2
            exit 1
        elif [ $? -le 128 ]; then
            echo "the server closed the connection"
        fi
        ;;
esac
