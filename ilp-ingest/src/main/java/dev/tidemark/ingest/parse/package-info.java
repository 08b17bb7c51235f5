/**
 * The line protocol, versions 1 to 3: bytes in, batches out. No network, no files.
 *
 * <p>Main types: {@link dev.tidemark.ingest.parse.LineStream}, which takes bytes as they arrive and
 * is all that other packages use; behind it the parser with its two ways of reading a line, one
 * fast and one careful. Everything here belongs to one connection or request and to one thread at a
 * time; shared are only the store, its tables and their dictionaries. Nothing is allocated per row
 * or value while lines look like the lines before them.
 *
 * <pre>
 *   line      = table { "," tag "=" text } [ " " field "=" value { "," field "=" value } ]
 *               [ " " [ time ] ] end
 *   end       = LF | CR                       an empty line is ignored
 *   value     = [ "-" ] digits "i"            INTEGER, 64 bits
 *             | "0x" hexdigits "i"            LONG256, up to 64 digits
 *             | [ "-" ] digits ( "t" | "n" | "m" )   TIMESTAMP in micro-, nano-, milliseconds
 *             | "t" | "true" | "f" | "false"  BOOLEAN, in any case
 *             | '"' characters '"'            STRING
 *             | number "d"                    DECIMAL, up to 76 digits
 *             | number                        FLOAT; also NaN and Infinity with or without a sign
 *             | "=" type payload              any of these but LONG256 and STRING, or ARRAY, in
 *                                             binary: see BinaryLayout
 *             | nothing                       NULL, as if the field were not there
 *   time      = digits [ "t" | "n" | "m" ]    the designated timestamp; missing = now
 * </pre>
 *
 * <p>A backslash takes away the meaning of a following space, comma, '=', quote, backslash, LF or
 * CR in names and tag values, and of a quote, backslash, LF or CR in quoted text; before other
 * characters it is an ordinary character. Text is UTF-8. Of a column that a line names twice, in
 * whatever case, the first value counts. A field with the name of the designated timestamp beats
 * the time at the end.
 */
@NullMarked
package dev.tidemark.ingest.parse;

import org.jspecify.annotations.NullMarked;
