package dev.tidemark.sql.execute;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidemark.core.column.ReadBuffers;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.type.ColumnDefinition;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.PartitionUnit;
import dev.tidemark.core.type.TableSchema;
import dev.tidemark.sql.Seeds;
import dev.tidemark.sql.plan.TimeRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rows of one to forty sources, of equal and of different sizes, against a stable sort. */
class SourceOrderTest {
    private final Random random = Seeds.random("SourceOrderTest");
    private final ScanLayout layout =
            new ScanLayout(
                    List.of(),
                    List.of(),
                    List.of(),
                    new TableSchema(
                            "t",
                            1,
                            List.of(new ColumnDefinition(0, "ts", ColumnType.TIMESTAMP)),
                            0,
                            PartitionUnit.DAY),
                    TimeRange.ALL,
                    new ScanCounters());

    /** A row as the model knows it. */
    private record Row(long key, int source) {}

    @Test
    void rowsComeByKeyAndThenBySource() {
        SourceOrder order = new SourceOrder();
        for (int sources = 1; sources <= 40; sources++) {
            check(order, sources, 1);
            check(order, sources, 200);
            check(order, sources, Vector.SIZE);
        }
    }

    private void check(SourceOrder order, int sources, int maximumRows) {
        boolean sameSize = random.nextBoolean();
        int span = 1 + random.nextInt(random.nextBoolean() ? 10 : 100_000);
        List<RowSource> added = new ArrayList<>();
        List<Row> expected = new ArrayList<>();
        for (int source = 0; source < sources; source++) {
            int rows = sameSize ? maximumRows : 1 + random.nextInt(maximumRows);
            long[] keys = random.longs(rows, -span, span).sorted().toArray();
            for (long key : keys) {
                expected.add(new Row(key, source));
            }
            added.add(source(keys));
        }
        expected.sort(Comparator.comparingLong(Row::key));
        order.arrange(added);
        assertEquals(expected.size(), order.left());
        long[] time = new long[1];
        for (Row row : expected) {
            order.copyTimes(1, false, time);
            assertEquals(row, new Row(time[0], order.source(0)));
            order.skip(1);
        }
        assertEquals(0, order.left());
    }

    private RowSource source(long[] keys) {
        OrderedRows rows = new OrderedRows(false);
        rows.set(new int[keys.length], keys, 0, keys.length);
        Vector times = new Vector(ColumnType.TIMESTAMP);
        OrderedCursor cursor =
                new OrderedCursor(
                        layout,
                        () -> new RunSorter(layout, false, null),
                        rows,
                        new ReadBuffers(),
                        times);
        return new RowSource(cursor, keys.length);
    }
}
