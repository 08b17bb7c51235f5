/**
 * The command line of {@code ./tidemark bench}: one command for each benchmark.
 *
 * <p>{@link dev.tidemark.benchmarks.cli.Main} finds the command; {@code RunOptions} are what all of
 * them share: against whom, how often, where. A command makes a benchmark of its options, prints
 * the report, and leaves it as JSON and SVG. One thread; nothing is owned beyond a command's run.
 */
@NullMarked
package dev.tidemark.benchmarks.cli;

import org.jspecify.annotations.NullMarked;
