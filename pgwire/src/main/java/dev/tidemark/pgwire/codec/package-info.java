/**
 * Version 3.0 of the PostgreSQL protocol as typed messages.
 *
 * <p>Main types: {@link dev.tidemark.pgwire.codec.FrontendMessage} (what clients send), read by
 * {@link dev.tidemark.pgwire.codec.FrontendDecoder}; {@link
 * dev.tidemark.pgwire.codec.BackendMessage} (what they get), written by {@link
 * dev.tidemark.pgwire.codec.BackendEncoder}. Rows of data are not messages here: they are written
 * column by column, see {@link dev.tidemark.pgwire.row}.
 *
 * <p>All numbers are big-endian. Texts are UTF-8 and end with a zero byte. A length counts itself
 * and what follows, but not the type before it:
 *
 * <pre>
 *   first message of a client           all others, both ways
 *   +--------+--------+--------....     +------+--------+--------....
 *   | length | code   | content         | type | length | content
 *   | int32  | int32  |                 | byte | int32  |
 *   +--------+--------+--------....     +------+--------+--------....
 *
 *   code 196608 (3 * 65536 + minor) startup: pairs of texts, then a zero byte
 *   code 80877102 cancel request: int32 process id, int32 secret key
 *   code 80877103 encryption with TLS, 80877104 with GSSAPI: no content, answered with 'N'
 *
 *   client: p password   text                     Q query    text
 *           P parse      text name, text sql, int16 n, n x int32 type
 *           B bind       text portal, text statement, int16 n, n x int16 format,
 *                        int16 n, n x (int32 length or -1, bytes), int16 n, n x int16 format
 *           D describe, C close   byte 'S' or 'P', text name
 *           E execute    text portal, int32 most rows or 0
 *           H flush, S sync, X terminate   nothing
 *           d, c, f copy, F function call   skipped
 *
 *   server: R authentication  int32 0 = done, 3 = clear-text password
 *           S parameter text, text       K key        int32 process, int32 secret
 *           Z ready     byte I, T or E   T row shape  int16 n, n x field
 *           t parameters int16 n, n x int32 type      n no data, 1 parse, 2 bind, 3 close done
 *           D row       int16 n, n x (int32 length or -1, bytes)
 *           C complete  text tag         I empty query, s portal suspended
 *           E error, N notice   (byte field, text) .. zero byte
 *           v version   int32 newest, int32 n, n x text
 *   field:  text name, int32 table 0, int16 column 0, int32 type, int16 size, int32 -1, int16 format
 * </pre>
 *
 * <p>Threads: a decoder belongs to its connection's event loop; the encoder and all messages are
 * without state or immutable. Ownership: no message refers to the buffer it was read from.
 */
@NullMarked
package dev.tidemark.pgwire.codec;

import org.jspecify.annotations.NullMarked;
