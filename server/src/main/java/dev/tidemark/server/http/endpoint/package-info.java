/**
 * What the server answers over HTTP.
 *
 * <p>{@code /exec} and {@code /exp} run SQL ({@link dev.tidemark.server.http.endpoint.SqlEndpoint})
 * on the threads of a {@link dev.tidemark.server.http.endpoint.QueryPool}, through {@link
 * dev.tidemark.server.http.endpoint.Queries}; {@code /query} is {@code /exec} for those who ask
 * with {@code query=}, and the few InfluxDB statements that its clients need for those who ask with
 * {@code q=}; {@code /metrics} tells what {@link dev.tidemark.server.metrics} knows. The rest are
 * small fixed answers.
 *
 * <p>An answer of {@code /exec}, with one row a line here; everything between brackets appears only
 * where a parameter asks for it:
 *
 * <pre>
 *   {"query":"...","columns":[{"name":"a","type":"LONG"}, ..],"timestamp":0,"dataset":[
 *   [1,..],
 *   [2,..]],"count":2 [,"timings":{"authentication":0,"compiler":n,"execute":n,"count":0}]
 *   [,"explain":{"jitCompiled":false}]}
 * </pre>
 *
 * <p>{@code timestamp} is the index of the designated timestamp or -1. A failure after the first
 * part was sent ends the document with {@code ],"count":n,"error":"...","errorPos":p}}; one before
 * is {@code {"query":"...","error":"...","position":p}} with a status that says whose fault it is.
 *
 * <p>Endpoints are immutable and shared by all connections. Objects of one answer belong to the
 * thread that runs the query.
 */
@NullMarked
package dev.tidemark.server.http.endpoint;

import org.jspecify.annotations.NullMarked;
