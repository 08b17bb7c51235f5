/**
 * A table: its versions, what they are made of, and the snapshots through which readers see them.
 *
 * <p>A {@link dev.tidemark.core.table.Table} is, at every moment, one immutable version: a schema,
 * sealed partitions (stacks of levels of {@link dev.tidemark.core.table.Piece}s over append-only
 * column files) and hot runs (frozen batches in the order in which they were committed). A commit
 * adds a hot run, a seal turns hot runs into pieces; both publish a new version atomically. A
 * {@link dev.tidemark.core.table.TableSnapshot} holds one version and all it refers to.
 *
 * <p>How a seal is computed is not known here: a {@link dev.tidemark.core.table.Sealer} is given.
 *
 * <p>Column files lie in {@code <table folder>/<partition name>/g<generation>/<column id>.col}, see
 * {@link dev.tidemark.core.table.PartitionFolder}. A {@link
 * dev.tidemark.core.table.PartitionFilesAppender} adds rows behind those that a {@link
 * dev.tidemark.core.table.PartitionState} counts; a {@link dev.tidemark.core.table.MappedPartition}
 * reads those that it counts, and unmaps the files when the last version that refers to it lets go.
 *
 * <p>A {@link dev.tidemark.core.table.Compactor} rewrites a partition into the next generation of
 * files, which takes the place of the one before in a new version; the old files are deleted when
 * no version reads them any more. In a table with deduplication keys a snapshot leaves out the rows
 * that {@link dev.tidemark.core.table.Deduplication} finds replaced.
 *
 * <h2>Invariants</h2>
 *
 * <ol>
 *   <li>Published bytes never change: not those of a frozen batch, not those of a column file below
 *       the length that a version names.
 *   <li>A row that was acknowledged is in the log or in synced column files, and in every later
 *       version exactly once.
 *   <li>Pieces of one level are sorted by timestamp and do not overlap; two neighbours may share
 *       the timestamp at their border, and then the earlier piece's rows arrived first.
 *   <li>Equal timestamps keep arrival order: lower level before higher, earlier row before later,
 *       sealed before hot, hot runs in commit order.
 *   <li>There is one writer per table; readers neither block it nor wait for it.
 *   <li>Ranges are half-open: {@code [low, high)}.
 *   <li>Bytes that some manifest on disk may name are never written over, not even if it is not
 *       known whether that manifest was written.
 *   <li>What could not be synced is written again, elsewhere, whatever was promised for it, before
 *       it is called safe; until it is there durably, what was given up still counts.
 *   <li>A disk that is full or fails refuses rows with an error; it loses none that was
 *       acknowledged, and stops no reader. Rows are accepted again when it recovers.
 *   <li>What is damaged is reported and set aside, never served and never in the way of the rest;
 *       the table knows what it lacks, in every later version, until it is told to forget it, and
 *       the store knows which tables it lacks.
 *   <li>A file that may be mapped is never truncated.
 *   <li>An acknowledged row of durability SYNC is synced before it is acknowledged, one of INTERVAL
 *       within the store's interval, one of NONE with its log file or its seal; what one table may
 *       lose never takes along what another was promised.
 * </ol>
 *
 * <p>Guarded, with a crash, a failure or damage at every place, by the tests in {@code
 * dev.tidemark.merge.fault}, which cite the numbers, as do others; the 6th is a convention.
 */
@NullMarked
package dev.tidemark.core.table;

import org.jspecify.annotations.NullMarked;
