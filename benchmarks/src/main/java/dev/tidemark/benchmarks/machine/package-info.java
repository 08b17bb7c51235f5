/**
 * What the machine is, and what processes take of it: the readings of Linux's {@code /proc}.
 *
 * <p>{@link dev.tidemark.benchmarks.machine.MachineDescription} tells what is being measured on.
 * {@link dev.tidemark.benchmarks.machine.ProcessUsage} is what one process has used since it
 * started; {@link dev.tidemark.benchmarks.machine.MachineUsage} what all of them have; {@link
 * dev.tidemark.benchmarks.machine.Stopwatch} the difference between two moments, and how much of it
 * was the work of others. CPU time comes in ticks of 10 ms.
 *
 * <p>Values are immutable; a stopwatch belongs to one thread. Nothing is owned.
 */
@NullMarked
package dev.tidemark.benchmarks.machine;

import org.jspecify.annotations.NullMarked;
