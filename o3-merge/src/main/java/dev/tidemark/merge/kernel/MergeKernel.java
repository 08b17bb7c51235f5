package dev.tidemark.merge.kernel;

/**
 * Merges of two sorted sequences without a branch on the outcome of a comparison, which on
 * interleaved input would be mispredicted every other row.
 *
 * <p>Scalar only: two sequences advance by data-dependent steps, which leaves nothing for lanes.
 */
public final class MergeKernel {
    private static final int SIGN_BIT = Long.SIZE - 1;

    private MergeKernel() {}

    /**
     * Merges numbers none of which is negative.
     *
     * @param from holds both sequences, {@code [low, middle)} and {@code [middle, high)}
     * @param into receives the result in {@code [low, high)}
     */
    public static void mergeNumbers(long[] from, int low, int middle, int high, long[] into) {
        int first = low;
        int second = middle;
        int firstLast = middle - 1;
        int secondLast = high - 1;
        int out = low;
        int outLast = high - 1;
        // From both ends at once: the steps of one do not wait for those of the other.
        while (first <= firstLast && second <= secondLast) {
            long a = from[first];
            long b = from[second];
            int isSecondLess = (int) ((b - a) >>> SIGN_BIT);
            into[out++] = Math.min(a, b);
            first += 1 - isSecondLess;
            second += isSecondLess;
            long aLast = from[firstLast];
            long bLast = from[secondLast];
            int isFirstGreater = (int) ((bLast - aLast) >>> SIGN_BIT);
            into[outLast--] = Math.max(aLast, bLast);
            firstLast -= isFirstGreater;
            secondLast -= 1 - isFirstGreater;
        }
        System.arraycopy(from, first, into, out, firstLast + 1 - first);
        System.arraycopy(from, second, into, out, secondLast + 1 - second);
    }

    /**
     * Merges a sequence into others that were merged before it, and tells for every row of the
     * result which sequence it came from. Of equal timestamps those of the earlier sequence come
     * first.
     *
     * @param earlier timestamps of one sequence
     * @param earlierLabel what labels its rows in the result
     * @param later timestamps with their labels
     * @param into has room for all rows; shares no array with {@code later}
     */
    public static void mergeLabelled(
            long[] earlier, byte earlierLabel, LabelledRows later, LabelledRows into) {
        long[] laterTimestamps = later.timestamps();
        byte[] laterLabels = later.labels();
        int laterCount = later.count();
        long[] timestamps = into.timestamps();
        byte[] labels = into.labels();
        int earlierCount = into.count() - laterCount;
        int first = 0;
        int second = 0;
        int out = 0;
        while (first < earlierCount && second < laterCount) {
            long a = earlier[first];
            long b = laterTimestamps[second];
            byte laterLabel = laterLabels[second];
            int takeFirst = a <= b ? 1 : 0;
            timestamps[out] = Math.min(a, b);
            labels[out++] = takeFirst == 1 ? earlierLabel : laterLabel;
            first += takeFirst;
            second += 1 - takeFirst;
        }
        while (first < earlierCount) {
            timestamps[out] = earlier[first++];
            labels[out++] = earlierLabel;
        }
        System.arraycopy(laterTimestamps, second, timestamps, out, laterCount - second);
        System.arraycopy(laterLabels, second, labels, out, laterCount - second);
    }
}
