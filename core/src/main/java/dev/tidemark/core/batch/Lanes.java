package dev.tidemark.core.batch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Lanes in which many rows have values: what {@link RowStage#markAll} takes. Two of them are the
 * same only if they are one object.
 */
public final class Lanes {
    static final Lanes NONE = new Lanes(new int[0]);

    private static final VarHandle CODE =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final int[] lanes;

    /** Where the lanes begin in a stage. */
    private final int[] firstValues;

    /**
     * @param lanes not copied, and not changed any more
     */
    public Lanes(int[] lanes) {
        this.lanes = lanes;
        this.firstValues = Arrays.stream(lanes).map(RowStage::firstValue).toArray();
    }

    public int count() {
        return lanes.length;
    }

    public int lane(int index) {
        return lanes[index];
    }

    /** As {@link RowStage#writeCodes}. */
    void writeCodes(long[] values, int row, byte[] codes, int offset) {
        int[] firsts = firstValues;
        for (int index = 0; index < firsts.length; index++) {
            values[firsts[index] + row] = (int) CODE.get(codes, offset + index * Integer.BYTES);
        }
    }

    /** Whether a lane is among them. */
    public boolean contains(int lane) {
        for (int one : lanes) {
            if (one == lane) {
                return true;
            }
        }
        return false;
    }
}
