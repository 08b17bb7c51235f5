/**
 * A generator of line protocol in the shapes of the Time Series Benchmark Suite.
 *
 * <p>{@link dev.tidemark.tsbs.generate.LineGenerator} turns {@link
 * dev.tidemark.tsbs.generate.GeneratorSettings} into lines. The rows of a use case are numbered in
 * time order, {@code row = (step * measurements + measurement) * scale + entity}, and every value
 * is a function of seed, measurement, entity, step and field ({@code CounterRandom}): any row can
 * be produced at any time and nothing needs to be kept. An {@link
 * dev.tidemark.tsbs.generate.ArrivalOrder} is therefore only a sequence of row numbers: a
 * permutation computed as it goes, or a queue of delayed row numbers. The same settings always give
 * the same bytes.
 *
 * <p>Each use case is one file: {@code CpuOnly}, {@code Devops}, {@code Iot}. A row is put together
 * from templates that were rendered beforehand (tags, field names) and numbers, in one reused byte
 * array; nothing is allocated per row.
 *
 * <p>Threads: settings and expectations are immutable values; a generator belongs to one thread. It
 * owns no resources beyond heap memory, a few hundred bytes for each entity plus 16 bytes for each
 * row that is delayed.
 */
@NullMarked
package dev.tidemark.tsbs.generate;

import org.jspecify.annotations.NullMarked;
