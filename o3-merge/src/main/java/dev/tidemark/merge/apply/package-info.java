/**
 * Carries out a seal: sorts the hot rows, cuts them by partition, plans, and writes block after
 * block of every column.
 *
 * <p>Main type: {@link dev.tidemark.merge.apply.OutOfOrderSealer}. What a block of rows is made of
 * (hot rows and sealed ones, and their order) is worked out once for a partition, as a list of
 * {@code BlockRecipe}; then the columns follow it independently of each other, several at a time on
 * a fixed pool of threads. Each worker has block vectors of its own, which it uses again and again:
 * nothing is allocated per row. Large arrays stay with the sealer from one seal to the next.
 *
 * <p>A seal owns nothing: hot runs and partitions are held by its caller until it returns.
 */
@NullMarked
package dev.tidemark.merge.apply;

import org.jspecify.annotations.NullMarked;
