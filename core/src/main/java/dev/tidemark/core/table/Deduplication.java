package dev.tidemark.core.table;

import dev.tidemark.core.type.TableSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the rows that others replace in a table with deduplication keys: of the hot rows with one
 * key the last that arrived counts, and it replaces a sealed row of that key. Sealed rows have
 * different keys already, for a seal leaves out what this finds.
 *
 * <p>Hot rows go into a hash table; then the sealed rows within the time that the hot ones span are
 * looked up in it. Rows that come in order meet no sealed ones.
 */
public final class Deduplication {
    private final TableSchema schema;
    private final List<HotRun> hotRuns;
    private final RowKeys keys;
    private final KeyTable newest = new KeyTable();
    private final HiddenRows hidden;

    /** The number of each hot run's first row, counted over all. */
    private final int[] firstNumbers;

    /** A hot row, by its number, and the sealed row of the same key. */
    private record Match(int number, RowRun run, Piece piece, int row) {}

    private final List<Match> matches = new ArrayList<>();

    private Deduplication(TableSchema schema, List<HotRun> hotRuns) {
        this.schema = schema;
        this.hotRuns = hotRuns;
        this.keys = new RowKeys(schema, schema.deduplicationKeys());
        this.hidden = new HiddenRows(hotRuns.size());
        this.firstNumbers = new int[hotRuns.size() + 1];
        for (int run = 0; run < hotRuns.size(); run++) {
            firstNumbers[run + 1] =
                    Math.addExact(firstNumbers[run], (int) hotRuns.get(run).rowCount());
        }
    }

    /**
     * The rows that readers must not see.
     *
     * @param hotRuns in arrival order
     * @param partitions those that the hot rows belong to, and perhaps others
     */
    public static HiddenRows forReading(
            TableSchema schema, List<HotRun> hotRuns, List<? extends SealedPartition> partitions) {
        return find(schema, hotRuns, partitions, false);
    }

    /**
     * The rows that a seal leaves out. The same for readers, but a hot row that is equal to the
     * sealed one in all columns is left out itself, so that it costs no write.
     */
    public static HiddenRows forSealing(
            TableSchema schema, List<HotRun> hotRuns, List<? extends SealedPartition> partitions) {
        return find(schema, hotRuns, partitions, true);
    }

    private static HiddenRows find(
            TableSchema schema,
            List<HotRun> hotRuns,
            List<? extends SealedPartition> partitions,
            boolean keepEqual) {
        if (schema.deduplicationKeys().isEmpty() || hotRuns.isEmpty()) {
            return HiddenRows.NONE;
        }
        Deduplication search = new Deduplication(schema, hotRuns);
        search.collectHot();
        search.matchSealed(partitions);
        search.hideMatched(keepEqual);
        return search.hidden;
    }

    private void collectHot() {
        for (int run = 0; run < hotRuns.size(); run++) {
            HotRun hot = hotRuns.get(run);
            keys.open(hot);
            for (long row = 0; row < hot.rowCount(); row = hot.vectorEnd(row)) {
                int rows = (int) (hot.vectorEnd(row) - row);
                keys.read(row, rows);
                for (int index = 0; index < rows; index++) {
                    int number = firstNumbers[run] + (int) row + index;
                    int lengthBytes = keys.make(index);
                    int before = newest.put(keys.key(), lengthBytes, number);
                    if (before != KeyTable.NONE) {
                        hide(before);
                    }
                }
            }
        }
    }

    private void hide(int number) {
        int run = runOf(number);
        hidden.hideHot(run, number - firstNumbers[run]);
    }

    private int runOf(int number) {
        int found = Arrays.binarySearch(firstNumbers, number);
        int run = found >= 0 ? found : -found - 2;
        // Runs without rows begin where the next one does.
        while (firstNumbers[run + 1] == number) {
            run++;
        }
        return run;
    }

    private void matchSealed(List<? extends SealedPartition> partitions) {
        long low = hotRuns.stream().mapToLong(HotRun::minTimestamp).min().orElseThrow();
        long high = hotRuns.stream().mapToLong(HotRun::maxTimestamp).max().orElseThrow();
        for (SealedPartition partition : partitions) {
            for (Piece piece : partition.state().levels().stream().flatMap(List::stream).toList()) {
                if (piece.maxTimestamp() >= low && piece.minTimestamp() <= high) {
                    matchSealed(partition.run(piece), piece, low, high);
                }
            }
        }
    }

    private void matchSealed(RowRun run, Piece piece, long low, long high) {
        long end = high == Long.MAX_VALUE ? run.rowCount() : run.lowerBound(high + 1);
        keys.open(run);
        long row = run.lowerBound(low);
        while (row < end) {
            int rows = (int) (Math.min(end, run.vectorEnd(row)) - row);
            keys.read(row, rows);
            for (int index = 0; index < rows; index++) {
                int lengthBytes = keys.make(index);
                int number = newest.find(keys.key(), lengthBytes);
                if (number != KeyTable.NONE) {
                    matches.add(new Match(number, run, piece, (int) row + index));
                }
            }
            row += rows;
        }
    }

    private void hideMatched(boolean keepEqual) {
        BitSet once = new BitSet();
        BitSet twice = new BitSet();
        for (Match match : matches) {
            // More than one sealed row: they came before there were keys.
            (once.get(match.number) ? twice : once).set(match.number);
        }
        RowKeys hotRows = new RowKeys(schema, allColumns());
        RowKeys sealedRows = new RowKeys(schema, allColumns());
        for (Match match : matches) {
            if (keepEqual && !twice.get(match.number) && isEqual(match, hotRows, sealedRows)) {
                hide(match.number);
            } else {
                hidden.hideSealed(match.piece, match.row);
            }
        }
    }

    private boolean isEqual(Match match, RowKeys hotRows, RowKeys sealedRows) {
        int run = runOf(match.number);
        hotRows.open(hotRuns.get(run));
        hotRows.read(match.number - firstNumbers[run], 1);
        sealedRows.open(match.run);
        sealedRows.read(match.row, 1);
        int lengthBytes = hotRows.make(0);
        return lengthBytes == sealedRows.make(0)
                && Arrays.equals(hotRows.key(), 0, lengthBytes, sealedRows.key(), 0, lengthBytes);
    }

    private List<Integer> allColumns() {
        return IntStream.range(0, schema.columnCount()).boxed().toList();
    }
}
