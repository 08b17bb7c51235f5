package dev.tidemark.merge.plan;

import dev.tidemark.core.table.Piece;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the rows of a plan come to lie in the partition's files.
 *
 * @param writes in the order in which their rows are appended
 * @param levels the pieces that result; neighbours in file and time are one piece
 * @param appendedRows of all writes
 */
public record PlanLayout(List<PlanStep.Write> writes, List<List<Piece>> levels, long appendedRows) {
    public PlanLayout {
        writes = List.copyOf(writes);
        levels = levels.stream().map(List::copyOf).toList();
    }

    /**
     * Lays out a plan.
     *
     * @param firstRow file row of the first appended row
     */
    public static PlanLayout of(PartitionPlan plan, long firstRow) {
        List<PlanStep.Write> writes = new ArrayList<>();
        PlanStep.Write continuation = continuation(plan, firstRow);
        if (continuation != null) {
            writes.add(continuation);
        }
        for (List<PlanStep> level : plan.levels()) {
            for (PlanStep step : level) {
                if (step instanceof PlanStep.Write write && !write.equals(continuation)) {
                    writes.add(write);
                }
            }
        }
        Map<PlanStep.Write, Piece> written = new HashMap<>();
        long row = firstRow;
        for (PlanStep.Write write : writes) {
            Piece piece =
                    new Piece(row, write.rowCount(), write.minTimestamp(), write.maxTimestamp());
            written.put(write, piece);
            row = piece.endRow();
        }
        List<List<Piece>> levels =
                plan.levels().stream().map(level -> pieces(level, written)).toList();
        return new PlanLayout(writes, levels, row - firstRow);
    }

    /** The write whose rows follow, in time, those at the end of the files; written first. */
    private static PlanStep.@Nullable Write continuation(PartitionPlan plan, long firstRow) {
        for (List<PlanStep> level : plan.levels()) {
            for (int index = 1; index < level.size(); index++) {
                if (level.get(index) instanceof PlanStep.Write write
                        && level.get(index - 1) instanceof PlanStep.Keep(Piece piece)
                        && piece.endRow() == firstRow) {
                    return write;
                }
            }
        }
        return null;
    }

    private static List<Piece> pieces(List<PlanStep> level, Map<PlanStep.Write, Piece> written) {
        List<Piece> pieces = new ArrayList<>();
        for (PlanStep step : level) {
            Piece piece =
                    switch (step) {
                        case PlanStep.Keep(Piece kept) -> kept;
                        case PlanStep.Write write -> Objects.requireNonNull(written.get(write));
                    };
            if (!pieces.isEmpty() && pieces.getLast().endRow() == piece.fileRow()) {
                Piece before = pieces.removeLast();
                piece =
                        new Piece(
                                before.fileRow(),
                                before.rowCount() + piece.rowCount(),
                                before.minTimestamp(),
                                piece.maxTimestamp());
            }
            pieces.add(piece);
        }
        return pieces;
    }
}
