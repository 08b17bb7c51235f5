package dev.tidemark.core.encoding;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Which encoding a block got, and the sizes of the payloads that decided it: all rules of the
 * choice are here.
 *
 * <p>The smallest encoding wins, but one that takes longer to decode must save an eighth of the
 * size. Decoding costs, in billion values a second on one core of a 2.5 GHz server with AVX-512: a
 * copy 6, frame of reference 3 to 5, run length 1 to 10 by the length of the runs, decimals 1.7,
 * differences 1.5, dictionaries of texts 0.05.
 *
 * @param encoding chosen
 * @param payloadBytes size by encoding, as far as measured
 */
public record EncodingChoice(Encoding encoding, Map<Encoding, Long> payloadBytes) {
    /** Stands for the size of an encoding that cannot hold a vector. */
    static final long NOT_POSSIBLE = Long.MAX_VALUE;

    /** Encodings that take longer than a copy must save one byte in so many. */
    private static final int SAVES_ONE_IN = 8;

    /** Below this average width, differences cannot save anything worth measuring. */
    private static final int DELTA_MINIMUM_WIDTH = 2;

    /** Rows of an average run below which runs are not worth measuring. */
    private static final int MINIMUM_RUN_ROWS = 4;

    /** Rows that one distinct text must serve on average. */
    private static final int MINIMUM_TEXT_ROWS = 2;

    /** In the order of preference where sizes are about the same. */
    private static final List<Encoding> SLOWER_THAN_PACKED =
            List.of(Encoding.RUN_LENGTH, Encoding.DECIMAL, Encoding.DELTA, Encoding.DICTIONARY);

    /** The choice for blocks with no more than one value. */
    static EncodingChoice constant() {
        return new EncodingChoice(Encoding.CONSTANT, Map.of());
    }

    /** Size of the payloads in the encoding that was chosen. */
    long chosenBytes() {
        return payloadBytes.getOrDefault(encoding, 0L);
    }

    /** Sizes to choose among, none measured yet but that of plain values. */
    static Map<Encoding, Long> sizes(long plainBytes) {
        Map<Encoding, Long> sizes = new EnumMap<>(Encoding.class);
        sizes.put(Encoding.PLAIN, plainBytes);
        return sizes;
    }

    /** The encoding to use, {@link Encoding#PLAIN} if nothing pays. */
    static EncodingChoice among(Map<Encoding, Long> payloadBytes) {
        Encoding best = Encoding.PLAIN;
        long bestBytes = payloadBytes.getOrDefault(best, NOT_POSSIBLE);
        long packedBytes = payloadBytes.getOrDefault(Encoding.FRAME_OF_REFERENCE, NOT_POSSIBLE);
        if (packedBytes < bestBytes) {
            best = Encoding.FRAME_OF_REFERENCE;
            bestBytes = packedBytes;
        }
        for (Encoding slower : SLOWER_THAN_PACKED) {
            long bytes = payloadBytes.getOrDefault(slower, NOT_POSSIBLE);
            if (pays(bytes, bestBytes)) {
                best = slower;
                bestBytes = bytes;
            }
        }
        return new EncodingChoice(best, payloadBytes);
    }

    /** Whether a slower encoding of that size is to be preferred to a faster one. */
    static boolean pays(long slowerBytes, long fasterBytes) {
        return slowerBytes < fasterBytes - fasterBytes / SAVES_ONE_IN;
    }

    /** Whether differences are worth measuring in a sample. */
    static boolean mayUseDelta(long frameOfReferenceBytes, int rowCount) {
        return frameOfReferenceBytes * Byte.SIZE > (long) DELTA_MINIMUM_WIDTH * rowCount;
    }

    /** Whether runs are worth measuring, by their number in a sample. */
    static boolean mayUseRuns(int runCount, int rowCount) {
        return (long) runCount * MINIMUM_RUN_ROWS <= rowCount;
    }

    /** Whether a dictionary is worth going on with, by the texts and rows that it has so far. */
    static boolean mayUseDictionary(int textCount, int rowCount) {
        return (long) textCount * MINIMUM_TEXT_ROWS <= rowCount;
    }

    /** The sum of two sizes, either of which may be {@link #NOT_POSSIBLE}. */
    static long sum(long bytes, long moreBytes) {
        return bytes > NOT_POSSIBLE - moreBytes ? NOT_POSSIBLE : bytes + moreBytes;
    }
}
