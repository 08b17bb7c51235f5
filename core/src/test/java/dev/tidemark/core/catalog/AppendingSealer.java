package dev.tidemark.core.catalog;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.table.HotRun;
import dev.tidemark.core.table.PartitionAppender;
import dev.tidemark.core.table.PartitionChange;
import dev.tidemark.core.table.Piece;
import dev.tidemark.core.table.Sealer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The simplest sealer: rows that came in timestamp order, within one partition and a block, become
 * one piece of a new level.
 */
public final class AppendingSealer implements Sealer {
    @Override
    public List<PartitionChange> seal(Task task) throws IOException {
        long rows = task.hotRuns().stream().mapToLong(HotRun::rowCount).sum();
        long min = task.hotRuns().getFirst().minTimestamp();
        long max = task.hotRuns().getLast().maxTimestamp();
        long floor = task.schema().partitionFloor(min);
        if (floor != task.schema().partitionFloor(max) || rows > PartitionAppender.BLOCK_ROWS) {
            throw new IllegalArgumentException("too much for this sealer");
        }
        PartitionAppender appender = task.appender(floor);
        for (int index = 0; index < task.schema().columnCount(); index++) {
            Vector block =
                    new Vector(task.schema().column(index).type(), PartitionAppender.BLOCK_ROWS);
            concatenate(task.hotRuns(), index, block);
            appender.append(index, block);
        }
        List<List<Piece>> levels = new ArrayList<>();
        task.partition(floor).ifPresent(sealed -> levels.addAll(sealed.state().levels()));
        levels.add(List.of(new Piece(appender.firstRow(), rows, min, max)));
        return List.of(new PartitionChange(floor, levels, rows));
    }

    private static void concatenate(List<HotRun> runs, int columnIndex, Vector block) {
        int end = 0;
        for (HotRun run : runs) {
            int rows = (int) run.rowCount();
            Vector part = new Vector(block.type(), rows);
            run.reader(columnIndex).read(0, rows, part);
            for (int row = 0; row < rows; row++) {
                switch (block.type().vectorKind()) {
                    case LONGS -> block.longs()[end] = part.longs()[row];
                    case DOUBLES -> block.doubles()[end] = part.doubles()[row];
                    case CODES -> block.codes()[end] = part.codes()[row];
                    case WIDE -> throw new IllegalArgumentException("not in these tests");
                    case BYTES -> {
                        int start = part.offsets()[row];
                        int length = part.offsets()[row + 1] - start;
                        byte[] bytes = block.reserveBytes(block.offsets()[end] + length);
                        System.arraycopy(part.bytes(), start, bytes, block.offsets()[end], length);
                        block.offsets()[end + 1] = block.offsets()[end] + length;
                    }
                }
                if (part.isNull(row)) {
                    block.setNull(end);
                }
                end++;
            }
        }
        block.setLength(end);
    }
}
