/**
 * The types of PostgreSQL and how Tidemark's types go by them.
 *
 * <p>Main types: {@link dev.tidemark.pgwire.type.PgType} with the numbers that clients know, {@link
 * dev.tidemark.pgwire.type.ParameterReader}, which reads the values of a Bind.
 *
 * <p>Values in binary, big-endian: boolean one byte, int2, int4, int8, float4 and float8 as they
 * are, timestamp (with and without time zone) int64 microseconds since 2000-01-01 00:00 UTC, date
 * int32 days since 2000-01-01, uuid 16 bytes from the most significant one on, texts as UTF-8.
 * numeric:
 *
 * <pre>
 *   +--------------+---------------+--------------------------+---------------+--------
 *   | int16 digits | int16 weight  | int16 sign               | int16 decimals| digits x int16,
 *   |              | of the first  | 0, 0x4000 -, 0xC000 NaN  |               | each 0 to 9999
 *   +--------------+---------------+--------------------------+---------------+--------
 *   value = sum of digit[i] * 10000 ^ (weight - i)
 * </pre>
 *
 * An array of float8, without NULLs:
 *
 * <pre>
 *   +------------------+---------+-----------+------------------------------+---------------------
 *   | int32 dimensions | int32 0 | int32 701 | for each: int32 length, of   | for each element:
 *   |                  |         |           | the first index int32 1      | int32 8, float8
 *   +------------------+---------+-----------+------------------------------+---------------------
 * </pre>
 *
 * <p>Everything here is stateless or immutable.
 */
@NullMarked
package dev.tidemark.pgwire.type;

import org.jspecify.annotations.NullMarked;
