/**
 * The HTTP transport: connections, requests, answers, and which endpoint gets which path.
 *
 * <p>Main types: {@link dev.tidemark.server.http.HttpServer} listens; an {@link
 * dev.tidemark.server.http.Endpoint} answers the requests of a path, each of them an {@link
 * dev.tidemark.server.http.Exchange}; {@link dev.tidemark.server.http.AnswerStream} carries an
 * answer of any length.
 *
 * <p>Threads: a connection belongs to an event loop, on which endpoints are called and which they
 * must not block. They may answer from any thread. A connection has one request under way at a
 * time: the next one of a client that sends ahead is read when the answer before is complete, so
 * answers keep the order of the requests and no queue grows.
 *
 * <p>Every limit has a setting and an answer that names it: length of line and headers (414, 431),
 * length of the body before and after decompression, and how much it expands (413), time within
 * which a request must have come (503), connections (503).
 *
 * <p>Connections may be encrypted, each with the certificate of the moment it began. Endpoints that
 * are not public get no request before its sender is known; that may take another thread's time, in
 * which the connection is not read.
 */
@NullMarked
package dev.tidemark.server.http;

import org.jspecify.annotations.NullMarked;
