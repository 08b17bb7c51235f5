package dev.tidemark.ingest.http;

import dev.tidemark.core.catalog.Store;
import dev.tidemark.ingest.parse.ParserOptions;
import dev.tidemark.ingest.parse.TimestampUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;

/**
 * Parsers that wait for the next request, so that it need not learn anew what its predecessors
 * knew. The one that was used last is taken first. Thread-safe.
 */
final class RequestParsers implements AutoCloseable {
    /**
     * Idle parsers kept at most, of all units together: about as many as there are connections that
     * write at the same time, for one too few makes every request learn anew.
     */
    static final int MAX_IDLE = 64;

    /** Bytes of what idle parsers know at most, about. */
    private static final long MAX_IDLE_BYTES = 1L << 28;

    private final Store store;
    private final ParserOptions options;
    private final int maxLineBytes;
    private final Map<TimestampUnit, Deque<RequestParser>> idle =
            new EnumMap<>(TimestampUnit.class);
    private int idleCount;
    private long idleBytes;
    private boolean closed;

    RequestParsers(Store store, ParserOptions options, int maxLineBytes) {
        this.store = store;
        this.options = options;
        this.maxLineBytes = maxLineBytes;
    }

    /** A parser for a request; to be given back in any case. */
    RequestParser take(TimestampUnit unit) {
        synchronized (this) {
            Deque<RequestParser> waiting = idle.get(unit);
            if (waiting != null && !waiting.isEmpty()) {
                RequestParser known = waiting.removeLast();
                idleCount--;
                idleBytes -= known.knownBytes();
                return known;
            }
        }
        return new RequestParser(store, options.withTimestampUnit(unit), maxLineBytes);
    }

    /** Takes a parser back, whatever became of its request. */
    void giveBack(RequestParser parser) {
        parser.restart();
        synchronized (this) {
            if (!closed
                    && idleCount < MAX_IDLE
                    && idleBytes + parser.knownBytes() <= MAX_IDLE_BYTES) {
                idleCount++;
                idleBytes += parser.knownBytes();
                idle.computeIfAbsent(parser.options().timestampUnit(), _ -> new ArrayDeque<>())
                        .addLast(parser);
                return;
            }
        }
        parser.close();
    }

    /** Closes the parsers that wait; those at work are closed when they come back. */
    @Override
    public synchronized void close() {
        closed = true;
        idle.values().forEach(waiting -> waiting.forEach(RequestParser::close));
        idle.clear();
        idleCount = 0;
        idleBytes = 0;
    }
}
