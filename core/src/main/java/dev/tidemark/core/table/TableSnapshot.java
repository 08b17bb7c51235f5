package dev.tidemark.core.table;

import dev.tidemark.core.column.SymbolDictionary;
import dev.tidemark.core.type.TableSchema;
import java.util.List;

/**
 * One version of a table, held open for reading. Immutable and thread-safe; whoever took it closes
 * it, after the last reader made from it is out of use.
 */
public interface TableSnapshot extends AutoCloseable {
    TableSchema schema();

    long rowCount();

    /** Sealed pieces and hot runs. */
    long runCount();

    /** Batches committed to the table before this version. */
    long commitCount();

    /**
     * The rows with timestamps in {@code [low, high)}, and perhaps others of the same runs, as
     * streams. Within a stream, runs are in timestamp order and do not overlap (neighbours may
     * touch at equal timestamps); of equal timestamps in two streams those of the earlier stream
     * arrived first. A stream of sealed levels has many runs, all sorted; a hot run is a stream of
     * its own and may be unsorted.
     */
    List<List<RowRun>> streams(long low, long high);

    /** All rows; see {@link #streams(long, long)}. */
    default List<List<RowRun>> streams() {
        return streams(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /**
     * What is damaged of the rows with timestamps in {@code [low, high)} and therefore not among
     * the streams.
     */
    List<QuarantinedPartition> quarantined(long low, long high);

    /** The dictionary of the symbol column at a schema index. */
    SymbolDictionary dictionary(int columnIndex);

    @Override
    void close();
}
