package dev.tidemark.core.table;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a version of a table that a later row with the same key replaces. Immutable once made by
 * {@link Deduplication}, and then thread-safe.
 */
public final class HiddenRows {
    /** Nothing is hidden. */
    public static final HiddenRows NONE = new HiddenRows(0);

    private final List<BitSet> ofHotRuns = new ArrayList<>();
    private final Map<Piece, BitSet> ofPieces = new HashMap<>();

    /** Rows {@code [from, to)}. */
    public record Range(long from, long to) {}

    HiddenRows(int hotRuns) {
        for (int run = 0; run < hotRuns; run++) {
            ofHotRuns.add(new BitSet());
        }
    }

    void hideHot(int run, int row) {
        ofHotRuns.get(run).set(row);
    }

    void hideSealed(Piece piece, int row) {
        ofPieces.computeIfAbsent(piece, _ -> new BitSet()).set(row);
    }

    /** Whether a row of a hot run, numbered in arrival order, is hidden. */
    public boolean isHotHidden(int run, int row) {
        return run < ofHotRuns.size() && ofHotRuns.get(run).get(row);
    }

    /** Whether some hot row is hidden. */
    public boolean hidesHot() {
        return ofHotRuns.stream().anyMatch(bits -> !bits.isEmpty());
    }

    /** Number of hidden rows. */
    public long count() {
        long count = 0;
        for (BitSet bits : ofHotRuns) {
            count += bits.cardinality();
        }
        for (BitSet bits : ofPieces.values()) {
            count += bits.cardinality();
        }
        return count;
    }

    /** Whether no row of a piece is hidden. */
    boolean hidesNone(Piece piece) {
        return ofPieces.isEmpty() || !ofPieces.containsKey(piece);
    }

    /** The rows of a piece that are not hidden, in order. */
    public List<Range> visible(Piece piece) {
        return visible(ofPieces.get(piece), piece.rowCount());
    }

    /** The rows of a hot run that are not hidden, in order. */
    List<Range> visible(int run, long rowCount) {
        return visible(run < ofHotRuns.size() ? ofHotRuns.get(run) : null, rowCount);
    }

    private static List<Range> visible(@Nullable BitSet hidden, long rowCount) {
        if (hidden == null || hidden.isEmpty()) {
            return List.of(new Range(0, rowCount));
        }
        List<Range> ranges = new ArrayList<>();
        long from = hidden.nextClearBit(0);
        while (from < rowCount) {
            int next = hidden.nextSetBit((int) from);
            long to = next < 0 ? rowCount : next;
            ranges.add(new Range(from, to));
            from = next < 0 ? rowCount : hidden.nextClearBit(next);
        }
        return ranges;
    }
}
