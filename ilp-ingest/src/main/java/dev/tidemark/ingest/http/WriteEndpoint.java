package dev.tidemark.ingest.http;

import dev.tidemark.core.catalog.Store;
import dev.tidemark.ingest.parse.ParserOptions;
import dev.tidemark.ingest.parse.TimestampUnit;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Takes write requests. Thread-safe; owns parsers that wait for the next request, and is to be
 * closed before the store.
 */
public final class WriteEndpoint implements AutoCloseable {
    private final Store store;
    private final RequestParsers parsers;
    private final String errorIdPrefix =
            Integer.toHexString(ThreadLocalRandom.current().nextInt()) + "-";
    private final AtomicLong errorCount = new AtomicLong();

    /**
     * An endpoint that writes to a store.
     *
     * @param options how lines become rows; the time unit is the request's
     * @param maxLineBytes longest line, without its end mark
     */
    public WriteEndpoint(Store store, ParserOptions options, int maxLineBytes) {
        this.store = store;
        this.parsers = new RequestParsers(store, options, maxLineBytes);
    }

    /** Begins a request whose trailing times have the given unit. */
    public WriteRequest begin(TimestampUnit precision) {
        return new WriteRequest(parsers, parsers.take(precision), this::nextErrorId);
    }

    /** The refusal of a request with a {@code precision} that does not exist, if that is so. */
    public Optional<WriteError> checkPrecision(String precision) {
        if (TimestampUnit.ofPrecision(precision).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                error(
                        WriteError.Kind.NOT_SUPPORTED,
                        "unsupported precision: '%s'; use one of %s"
                                .formatted(precision, TimestampUnit.PRECISIONS)));
    }

    /** An error that no line is to blame for, with an identifier of its own. */
    public WriteError error(WriteError.Kind kind, String message) {
        return new WriteError(kind, message, 0, nextErrorId());
    }

    /** Whether new requests should wait, because memory for rows is used up. */
    public boolean isOverloaded() {
        return store.memory().isOverLimit();
    }

    @Override
    public void close() {
        parsers.close();
    }

    private String nextErrorId() {
        return errorIdPrefix + errorCount.incrementAndGet();
    }
}
