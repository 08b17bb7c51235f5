/**
 * Reads what a store has on disk and says what is wrong with it: checksums, lengths, the order of
 * timestamps, pieces, dictionary codes.
 *
 * <p>Main types: {@link dev.tidemark.core.check.FolderCheck} for a folder that nobody has open or
 * one version of a table in use, {@link dev.tidemark.core.check.PartitionInspection} for one
 * partition, {@link dev.tidemark.core.check.CheckReport}. Nothing here writes. Objects belong to
 * one thread; each inspection maps files in an arena of its own and lets go of it at its end.
 */
@NullMarked
package dev.tidemark.core.check;

import org.jspecify.annotations.NullMarked;
