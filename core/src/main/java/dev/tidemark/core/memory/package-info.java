/**
 * Native memory: pooled buffers for batches, arenas with several owners for mapped files, and the
 * system calls that the JDK lacks. The only package that re-interprets memory.
 *
 * <p>Main types: {@link dev.tidemark.core.memory.MemoryPool}, {@link
 * dev.tidemark.core.memory.SharedArena}. Whoever acquires a segment gives it back; a pool is
 * thread-safe, a segment is not. All segments handed out are native ones (never heap, never {@code
 * MappedByteBuffer}-backed), because a kernel that sees more than one class of segment loses most
 * of its speed.
 */
@NullMarked
package dev.tidemark.core.memory;

import org.jspecify.annotations.NullMarked;
