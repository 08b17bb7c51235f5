/**
 * The benchmarks themselves: what is done in which order, and what is taken down.
 *
 * <p>A benchmark runs in rounds. In each, every contender gets every scenario once, in an order
 * that rotates from round to round; a {@link dev.tidemark.benchmarks.compare.Round} is one such
 * run, in a folder and a process of its own. {@link dev.tidemark.benchmarks.compare.Loading} sends
 * rows and takes the figures. Nothing counts before it is visible, and no run counts whose rows,
 * sums and timestamps are not those that were sent.
 *
 * <p>Everything here belongs to one thread. A round owns its folder and its server; closing it ends
 * the server and deletes the folder.
 */
@NullMarked
package dev.tidemark.benchmarks.compare;

import org.jspecify.annotations.NullMarked;
