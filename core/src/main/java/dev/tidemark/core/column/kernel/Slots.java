package dev.tidemark.core.column.kernel;

/** Where rows go that are dealt out one by one. The array is not copied. */
public final class Slots {
    private final int[] places;
    private final int first;
    private final int count;

    /**
     * @param places of all rows; a {@link Run} tells with {@link Run#at} which of them is its first
     * @param first the place that has index 0 in the target
     * @param count of places that the target has; rows that belong elsewhere are left out
     */
    public Slots(int[] places, int first, int count) {
        this.places = places;
        this.first = first;
        this.count = count;
    }

    /** The first place that the target has. */
    public int first() {
        return first;
    }

    /** Places that the target has. */
    public int count() {
        return count;
    }

    /** Where a row goes in the target, if it {@link #has} that index. */
    int index(int number) {
        return places[number] - first;
    }

    /** Whether the target has an index. */
    boolean has(int index) {
        return Integer.compareUnsigned(index, count) < 0;
    }
}
