/**
 * Native memory: pooled buffers for batches and read-only mappings of files. The only package that
 * creates arenas or re-interprets memory.
 *
 * <p>Main type: {@link dev.tidemark.core.memory.MemoryPool}. Whoever acquires a segment gives it
 * back; a pool is thread-safe, a segment is not. All segments handed out are native ones (never
 * heap, never {@code MappedByteBuffer}-backed), because a kernel that sees more than one class of
 * segment loses most of its speed.
 */
@NullMarked
package dev.tidemark.core.memory;

import org.jspecify.annotations.NullMarked;
