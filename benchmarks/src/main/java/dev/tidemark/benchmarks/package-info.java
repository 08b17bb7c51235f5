/**
 * JMH benchmarks of the hot paths: encoding, parsing, sealing.
 *
 * <p>Each class is one benchmark with its parameters; {@code ./tidemark jmh NAME} runs it, and
 * {@code ./tidemark jmh -l} lists them. They decide between twins of kernels and watch what is
 * allocated; what a whole server achieves is told by the side-by-side runs in the packages below
 * this one.
 *
 * <p>Threads are JMH's. State belongs to one thread, which closes what it opens.
 */
@NullMarked
package dev.tidemark.benchmarks;

import org.jspecify.annotations.NullMarked;
