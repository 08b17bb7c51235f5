/**
 * Results as text: values of vectors into bytes of JSON or CSV, without an object for a row.
 *
 * <p>{@link dev.tidemark.server.format.TextBytes} is the buffer, {@link
 * dev.tidemark.server.format.RowText} writes rows of a result into it, {@link
 * dev.tidemark.server.format.JsonText} the rest of a JSON document. None of these is thread-safe;
 * the thread that runs the statement owns them. Everything is UTF-8.
 *
 * <p>How values look, in JSON and, where it differs, in CSV:
 *
 * <pre>
 *   BYTE, SHORT, INT, LONG   -12
 *   FLOAT, DOUBLE            1.5, 3.0, 1.0E300: the shortest that reads back as the same number;
 *                            NaN and the infinities are null (CSV: NaN, Infinity, -Infinity)
 *   BOOLEAN                  true
 *   DATE                     "2016-01-01T00:00:00.000Z"
 *   TIMESTAMP                "2016-01-01T00:00:00.000000Z"
 *   TIMESTAMP_NS             "2016-01-01T00:00:00.000000000Z"
 *   SYMBOL, VARCHAR          "text", escaped as the format wants it
 *   UUID                     "11111111-2222-3333-4444-555555555555"
 *   LONG256                  "0x1f"
 *   NULL                     null (CSV: nothing)
 * </pre>
 */
@NullMarked
package dev.tidemark.server.format;

import org.jspecify.annotations.NullMarked;
