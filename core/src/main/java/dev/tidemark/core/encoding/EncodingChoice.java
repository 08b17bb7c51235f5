package dev.tidemark.core.encoding;

/**
 * Which encoding a block of integers got, and the sizes of the payloads that decided it.
 *
 * @param encoding chosen
 * @param plainBytes size as plain values
 * @param frameOfReferenceBytes size packed against each vector's minimum
 * @param deltaBytes size as packed differences, or {@link #NOT_MEASURED}
 */
public record EncodingChoice(
        Encoding encoding, long plainBytes, long frameOfReferenceBytes, long deltaBytes) {
    /** Stands for the size of an encoding that a sample or the kind of values ruled out. */
    public static final long NOT_MEASURED = Long.MAX_VALUE;

    /** A single value of a delta block is a sum of up to 64 differences: it must save this much. */
    private static final int DELTA_SAVES_ONE_IN = 8;

    /** Below this average width, differences cannot save anything worth measuring. */
    private static final int DELTA_MINIMUM_WIDTH = 2;

    static EncodingChoice constant() {
        return new EncodingChoice(Encoding.CONSTANT, NOT_MEASURED, 0, NOT_MEASURED);
    }

    static EncodingChoice ofSizes(long plainBytes, long frameOfReferenceBytes, long deltaBytes) {
        Encoding encoding = Encoding.PLAIN;
        long smallest = plainBytes;
        if (frameOfReferenceBytes < smallest) {
            encoding = Encoding.FRAME_OF_REFERENCE;
            smallest = frameOfReferenceBytes;
        }
        if (deltaPays(deltaBytes, smallest)) {
            encoding = Encoding.DELTA;
        }
        return new EncodingChoice(encoding, plainBytes, frameOfReferenceBytes, deltaBytes);
    }

    /** Whether a sample is worth measuring. */
    static boolean mayUseDelta(long frameOfReferenceBytes, int rowCount) {
        return frameOfReferenceBytes * Byte.SIZE > (long) DELTA_MINIMUM_WIDTH * rowCount;
    }

    /** Whether differences of that size are to be preferred to the best other encoding. */
    static boolean deltaPays(long deltaBytes, long otherBytes) {
        return deltaBytes < otherBytes - otherBytes / DELTA_SAVES_ONE_IN;
    }
}
