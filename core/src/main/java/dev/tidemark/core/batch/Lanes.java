package dev.tidemark.core.batch;

/**
 * Lanes in which many rows have values: what {@link RowStage#markAll} takes. Two of them are the
 * same only if they are one object.
 */
public final class Lanes {
    static final Lanes NONE = new Lanes(new int[0]);

    private final int[] lanes;

    /**
     * @param lanes not copied, and not changed any more
     */
    public Lanes(int[] lanes) {
        this.lanes = lanes;
    }

    public int count() {
        return lanes.length;
    }

    public int lane(int index) {
        return lanes[index];
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
