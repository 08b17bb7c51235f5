package dev.tidemark.merge.apply;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.table.RowRun;
import dev.tidemark.core.table.TableSnapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a snapshot cell by cell, for comparison with a list of rows. */
final class SnapshotRows {
    private SnapshotRows() {}

    /** All rows, stream after stream, each a list of its cells. */
    static List<List<@Nullable Object>> read(TableSnapshot snapshot) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (List<RowRun> stream : snapshot.streams()) {
            stream.forEach(run -> read(snapshot, run, rows));
        }
        return rows;
    }

    private static void read(
            TableSnapshot snapshot, RowRun run, List<List<@Nullable Object>> into) {
        int first = into.size();
        for (int index = 0; index < snapshot.schema().columnCount(); index++) {
            Vector vector = new Vector(snapshot.schema().column(index).type());
            for (long row = 0; row < run.rowCount(); row = run.vectorEnd(row)) {
                int count = (int) (run.vectorEnd(row) - row);
                run.reader(index).read(row, count, vector);
                for (int in = 0; in < count; in++) {
                    if (index == 0) {
                        into.add(new ArrayList<>());
                    }
                    into.get(first + (int) row + in).add(Cells.read(vector, in));
                }
            }
        }
    }
}
