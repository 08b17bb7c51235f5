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
        long span = span();
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
        List<Row> delivered = new ArrayList<>();
        while (order.left() > 0) {
            delivered.addAll(deliver(order, added));
        }
        assertEquals(expected, delivered);
    }

    /** Few keys, many, or so many that a number has no room for a key beside a reference. */
    private long span() {
        return switch (random.nextInt(3)) {
            case 0 -> 1 + random.nextInt(10);
            case 1 -> 100_000;
            default -> 1L << 56;
        };
    }

    /** The next rows, as many as a batch may have. */
    private List<Row> deliver(SourceOrder order, List<RowSource> sources) {
        int rows = 1 + random.nextInt(Math.min(Vector.SIZE, order.left()));
        int[] starts = new int[sources.size()];
        int[] steps = new int[sources.size()];
        List<Row> parts = new ArrayList<>();
        for (int number = 0; number < sources.size(); number++) {
            RowSource source = sources.get(number);
            int taken = source.takenCount();
            int part = sources.size() == 1 ? rows : order.rowsOf(source, number, rows);
            for (int row = 0; row < part; row++) {
                parts.add(new Row(source.rows().key(row), number));
            }
            steps[number] = 1;
            starts[number] = parts.size() - part - taken;
            source.take(part);
        }
        assertEquals(rows, parts.size());
        int[] places = new int[rows];
        order.copyPlaces(rows, starts, steps, places);
        long[] times = new long[rows];
        order.copyTimes(rows, false, times);
        order.skip(rows);
        List<Row> delivered = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            if (sources.size() == 1) {
                delivered.add(new Row(times[row], 0));
            } else {
                assertEquals(times[row], parts.get(places[row]).key());
                delivered.add(parts.get(places[row]));
            }
        }
        return delivered;
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
