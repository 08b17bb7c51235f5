package dev.tidemark.core.table;

import java.util.List;

/**
 * What a seal or a compaction makes of one partition.
 *
 * @param floor the partition
 * @param levels its new levels; pieces may refer to rows that were there before and to rows that
 *     the appender added
 * @param appendedRows rows added to every column through the partition's appender
 */
public record PartitionChange(long floor, List<List<Piece>> levels, long appendedRows) {}
