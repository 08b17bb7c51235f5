/**
 * From measurements to tables, files and pictures.
 *
 * <p>A {@link dev.tidemark.benchmarks.report.Measurement} is what one run of one contender in one
 * scenario gave, as a value for each {@link dev.tidemark.benchmarks.report.Metric}. A {@link
 * dev.tidemark.benchmarks.report.Report} holds all of them and summarizes each cell as a {@link
 * dev.tidemark.benchmarks.report.Spread}: median, minimum and maximum over the rounds. A {@link
 * dev.tidemark.benchmarks.report.Column} is a metric or the ratio to another run of the same round.
 * {@link dev.tidemark.benchmarks.report.TextReport}, {@link
 * dev.tidemark.benchmarks.report.JsonReport} and {@link dev.tidemark.benchmarks.report.SvgReport}
 * show the same report in three ways.
 *
 * <p>All are immutable values or pure functions of them.
 */
@NullMarked
package dev.tidemark.benchmarks.report;

import org.jspecify.annotations.NullMarked;
