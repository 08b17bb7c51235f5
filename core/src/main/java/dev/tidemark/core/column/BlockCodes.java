package dev.tidemark.core.column;

/**
 * Where the codes of a block of a symbol column occur, told in rows of a run.
 *
 * @param firstRow the run's row that is row 0 of the block; negative if the run begins within it
 * @param endRow the run's row after the block's last; may lie beyond the run's end
 * @param lists rows of the block by code
 */
public record BlockCodes(long firstRow, long endRow, CodeLists lists) {}
