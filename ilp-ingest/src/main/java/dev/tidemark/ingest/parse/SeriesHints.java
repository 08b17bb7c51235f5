package dev.tidemark.ingest.parse;

/**
 * Which record a line probably belongs to, by its first bytes: enough to tell series apart as
 * senders write them, and known without looking for the end of the tags. A hint is right only if
 * the whole key of its record stands in the line.
 *
 * <p>A table with two places for each hash, where the later of three that share one drives out the
 * first. What is hashed is no longer than the shortest key; where that is too short to tell series
 * apart there are no hints, for then finding and hashing whole keys costs little as well.
 */
final class SeriesHints {
    private static final int MIN_SAMPLE_BYTES = SeriesHash.PAIR_BYTES;
    private static final int MAX_SAMPLE_BYTES = 4 * SeriesHash.PAIR_BYTES;

    /** So many that three series seldom share a hash. */
    private static final int MIN_PLACES_PER_SERIES = 8;

    private static final int FIRST_PLACES = 1 << 8;

    private int[] records = new int[FIRST_PLACES];
    private int sampleBytes = MAX_SAMPLE_BYTES;

    /** Forgets all. */
    void clear() {
        records = new int[FIRST_PLACES];
        sampleBytes = MAX_SAMPLE_BYTES;
    }

    /** Whether series of this number, among them one with a key of this length, fit. */
    boolean hasRoom(int seriesCount, int keyBytes) {
        return seriesCount * MIN_PLACES_PER_SERIES <= records.length && keyBytes >= sampleBytes;
    }

    /** Forgets all, and makes room for series of this number, with keys of at least this length. */
    void makeRoom(int seriesCount, int keyBytes) {
        int places = records.length;
        while (places < seriesCount * MIN_PLACES_PER_SERIES) {
            places *= 2;
        }
        records = new int[places];
        sampleBytes = Math.min(sampleBytes, keyBytes);
    }

    /** Whether there are hints at all. */
    boolean areUsable() {
        return sampleBytes >= MIN_SAMPLE_BYTES;
    }

    /**
     * The place of the hint to look at first for a line; its neighbour is the second.
     *
     * @param text with {@link LineParser#PADDING_BYTES} behind its end
     */
    int placeOf(byte[] text, int from) {
        return SeriesHash.of(text, from, sampleBytes) & (records.length - 1);
    }

    int first(int place) {
        return records[place];
    }

    int second(int place) {
        return records[place ^ 1];
    }

    /** Makes a record the first hint of a place, and what was the first the second. */
    void put(int place, int record) {
        records[place ^ 1] = records[place];
        records[place] = record;
    }
}
