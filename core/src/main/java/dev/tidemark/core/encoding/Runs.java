package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.INT;
import static dev.tidemark.core.encoding.BlockLayout.LONG;
import static dev.tidemark.core.encoding.BlockLayout.SHORT;

import dev.tidemark.core.type.VectorKind;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/** The runs of equal values of one vector, in the memory where they lie. */
final class Runs {
    private final BlockView view;
    private final MemorySegment segment;
    private final int rowCount;
    private final int count;
    private final int numberBytes;
    private final long endsAt;
    private final long numbersAt;
    private final long minimum;

    /**
     * @throws CorruptBlockException if there are fewer runs or bytes than there should be
     */
    Runs(BlockView view, int vector) {
        this.view = view;
        this.segment = view.segment();
        this.rowCount = view.vectorRowCount(vector);
        long payload = view.payload(vector);
        this.count = segment.get(SHORT, payload);
        this.numberBytes = view.width(vector) / Byte.SIZE;
        this.endsAt = payload + BlockLayout.RUN_COUNT_BYTES;
        this.numbersAt = endsAt + (long) count * Short.BYTES;
        this.minimum = view.kind() == VectorKind.DOUBLES ? 0 : view.minimum(vector);
        if (count < 1 || count > rowCount) {
            throw view.corrupt("vector %d: %d runs of %d rows".formatted(vector, count, rowCount));
        }
        view.requireInBlock(vector, endsAt, (long) count * (Short.BYTES + numberBytes));
        if (end(count - 1) != rowCount) {
            throw view.corrupt(
                    "vector %d: its runs end at row %d of %d"
                            .formatted(vector, end(count - 1), rowCount));
        }
    }

    int count() {
        return count;
    }

    /** The row after the last of a run; at least that of the run before. */
    int end(int run) {
        return segment.get(SHORT, endsAt + (long) run * Short.BYTES);
    }

    /** The value of a run; of doubles, its bits. */
    long value(int run) {
        long at = numbersAt + (long) run * numberBytes;
        long number =
                switch (numberBytes) {
                    case Byte.BYTES -> segment.get(ValueLayout.JAVA_BYTE, at) & 0xFFL;
                    case Short.BYTES -> segment.get(SHORT, at) & 0xFFFFL;
                    case Integer.BYTES -> segment.get(INT, at) & 0xFFFF_FFFFL;
                    default -> segment.get(LONG, at);
                };
        return minimum + view.divisor() * number;
    }

    /** The value of a row. */
    long valueAt(int row) {
        int low = 0;
        int high = count - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (end(middle) <= row) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return value(low);
    }

    /** The sum of all rows, wrapping. */
    long sum() {
        long sum = 0;
        int start = 0;
        for (int run = 0; run < count; run++) {
            int end = endAfter(run, start);
            sum += value(run) * (end - start);
            start = end;
        }
        return sum;
    }

    /** Sets the bits of rows whose value is in {@code [low, high]}, and clears the others. */
    void select(long low, long high, long[] bits) {
        Arrays.fill(bits, 0, BlockLayout.VECTOR_VALIDITY_WORDS, 0);
        int start = 0;
        for (int run = 0; run < count; run++) {
            int end = endAfter(run, start);
            long value = value(run);
            if (value >= low && value <= high) {
                Validity.setRange(bits, start, end);
            }
            start = end;
        }
    }

    void decode(long[] out) {
        int start = 0;
        for (int run = 0; run < count; run++) {
            int end = endAfter(run, start);
            Arrays.fill(out, start, end, value(run));
            start = end;
        }
    }

    void decode(int[] out) {
        int start = 0;
        for (int run = 0; run < count; run++) {
            int end = endAfter(run, start);
            Arrays.fill(out, start, end, (int) value(run));
            start = end;
        }
    }

    void decode(double[] out) {
        int start = 0;
        for (int run = 0; run < count; run++) {
            int end = endAfter(run, start);
            Arrays.fill(out, start, end, Double.longBitsToDouble(value(run)));
            start = end;
        }
    }

    private int endAfter(int run, int start) {
        int end = end(run);
        if (end < start || end > rowCount) {
            throw view.corrupt("run %d: from row %d to %d".formatted(run, start, end));
        }
        return end;
    }
}
