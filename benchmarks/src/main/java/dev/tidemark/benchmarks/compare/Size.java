package dev.tidemark.benchmarks.compare;

/**
 * How much is sent.
 *
 * @param rows least number of rows
 * @param seed chooses their values
 * @param connections number of connections that share them
 */
public record Size(long rows, long seed, int connections) {}
