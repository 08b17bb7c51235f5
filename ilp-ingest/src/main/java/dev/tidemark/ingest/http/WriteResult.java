package dev.tidemark.ingest.http;

/** How a write request ended. */
public sealed interface WriteResult {
    /**
     * All rows are durable and readable.
     *
     * @param rows of the request
     */
    record Accepted(long rows) implements WriteResult {}

    /**
     * The request failed: for a bad line no row is kept; after a fault of the server, some tables'
     * rows may be.
     */
    record Refused(WriteError error) implements WriteResult {}
}
