/**
 * Line protocol in the bodies of HTTP requests, without the HTTP: whoever serves it feeds the bytes
 * of a body and sends back what comes out.
 *
 * <p>Main types: {@link dev.tidemark.ingest.http.WriteEndpoint}, shared by all threads, which
 * begins a {@link dev.tidemark.ingest.http.WriteRequest} for each request; that one belongs to one
 * thread at a time. The request's parser owns its batches until they are committed; parsers are
 * kept for later requests, because what they have learnt of tables and series is most of the work
 * of a short request.
 *
 * <p>A request is taken whole or not at all: with one bad line no row is kept, only tables and
 * columns that lines before it created stay. The rows are committed when the body is complete.
 * Those of one table are one unit: no query sees only some of them, and after a crash all of them
 * are there or none. Several tables are committed one after another: a crash, or a fault of the
 * server that is answered with an error, may leave the rows of some tables and not of others; a
 * client that sends the same request again makes it whole. The answer comes when everything is in
 * the synced log.
 */
@NullMarked
package dev.tidemark.ingest.http;

import org.jspecify.annotations.NullMarked;
