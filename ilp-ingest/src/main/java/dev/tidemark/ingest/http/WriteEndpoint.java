package dev.tidemark.ingest.http;

import dev.tidemark.core.catalog.Store;
import dev.tidemark.ingest.parse.ParserOptions;
import dev.tidemark.ingest.parse.TimestampUnit;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Takes write requests. Thread-safe; owns nothing. */
public final class WriteEndpoint {
    private final Store store;
    private final ParserOptions options;
    private final int maxLineBytes;
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
        this.options = options;
        this.maxLineBytes = maxLineBytes;
    }

    /** Begins a request whose trailing times have the given unit. */
    public WriteRequest begin(TimestampUnit precision) {
        return new WriteRequest(
                store, options.withTimestampUnit(precision), maxLineBytes, this::nextErrorId);
    }

    /** The refusal of a request with a {@code precision} that does not exist, if that is so. */
    public Optional<WriteError> checkPrecision(String precision) {
        if (TimestampUnit.ofPrecision(precision).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(
                new WriteError(
                        WriteError.Kind.NOT_SUPPORTED,
                        "unsupported precision: '"
                                + precision
                                + "'; use one of n, ns, u, us, ms, s, m, h",
                        0,
                        nextErrorId()));
    }

    /** Whether new requests should wait, because memory for rows is used up. */
    public boolean isOverloaded() {
        return store.memory().isOverLimit();
    }

    private String nextErrorId() {
        return errorIdPrefix + errorCount.incrementAndGet();
    }
}
