/**
 * Line protocol in the bodies of HTTP requests, without the HTTP: whoever serves it feeds the bytes
 * of a body and sends back what comes out.
 *
 * <p>Main types: {@link dev.tidemark.ingest.http.WriteEndpoint}, shared by all threads, which begins
 * a {@link dev.tidemark.ingest.http.WriteRequest} for each request; that one belongs to one thread
 * at a time and owns the request's batches until they are committed.
 *
 * <p>A request is taken whole or not at all: with one bad line no row is kept, only tables and
 * columns that lines before it created stay. The rows are committed when the body is complete, each
 * table's in batches of up to {@code Batch.MAX_ROWS}; a batch is committed whole or not at all, the
 * batches of a larger request and of several tables one after another. The answer comes when
 * everything is in the synced log.
 */
@NullMarked
package dev.tidemark.ingest.http;

import org.jspecify.annotations.NullMarked;
