/**
 * Those who are compared, each in a process of its own.
 *
 * <p>A {@link dev.tidemark.benchmarks.contender.Contender} starts servers in fresh folders:
 * Tidemark and QuestDB, started as their users start them, and a sink, which reads and discards and
 * so shows what the machine's sockets alone cost. A {@link
 * dev.tidemark.benchmarks.contender.RunningServer} takes rows; a {@link
 * dev.tidemark.benchmarks.contender.SqlServer} also answers questions, which {@link
 * dev.tidemark.benchmarks.contender.Verification} makes use of.
 *
 * <p>A running server owns its process; closing it ends it. For one thread at a time. Should this
 * JVM end early, its shutdown ends the processes too.
 */
@NullMarked
package dev.tidemark.benchmarks.contender;

import org.jspecify.annotations.NullMarked;
