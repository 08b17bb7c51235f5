package dev.tidemark.core.encoding.kernel;

/**
 * The packed numbers from one to another.
 *
 * @param low the least one, unsigned
 * @param high the greatest one, unsigned, not below {@code low}; both fit the width of the packing
 */
public record PackedRange(long low, long high) {
    /** Whether a packed number is in the range. */
    boolean contains(long number) {
        return Long.compareUnsigned(number - low, high - low) <= 0;
    }
}
