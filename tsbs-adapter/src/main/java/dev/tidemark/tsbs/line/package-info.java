/**
 * Line protocol as whole lines in buffers: where lines come from, and the plain ways to move them.
 *
 * <p>A {@link dev.tidemark.tsbs.line.LineSource} fills buffers with complete lines; the generator
 * is one, a file ({@link dev.tidemark.tsbs.line.LineFile}) another. {@link
 * dev.tidemark.tsbs.line.LineOutput} writes a source to a channel, and {@link
 * dev.tidemark.tsbs.line.TableCounts} tells on the way how many rows each table gets. A line ends
 * with the byte {@code 0x0A}; strings with raw line ends in them are not supported here.
 *
 * <p>Everything in this package belongs to one thread at a time. Buffers belong to the caller.
 */
@NullMarked
package dev.tidemark.tsbs.line;

import org.jspecify.annotations.NullMarked;
