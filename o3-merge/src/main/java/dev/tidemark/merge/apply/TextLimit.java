package dev.tidemark.merge.apply;

/**
 * Bounds the text of a block: far below what an array holds, for a few arrays of that size exist at
 * a time for each worker.
 *
 * @param bytes of texts that one block has at most, unless it is of one run of adjacent rows
 */
record TextLimit(int bytes) {
    static final TextLimit STANDARD = new TextLimit(1 << 28);

    /**
     * Where a text ends.
     *
     * @param start where it begins
     * @throws ExceededException if the block is too long with it
     */
    int end(int start, int lengthBytes) {
        if (start > 0 && (long) start + lengthBytes > bytes) {
            throw new ExceededException();
        }
        return Math.addExact(start, lengthBytes);
    }

    /**
     * Checks a block whose texts end at {@code end}.
     *
     * @throws ExceededException if it is too long, and of more than one row
     */
    void check(long end, int rowCount) {
        if (end > bytes && rowCount > 1) {
            throw new ExceededException();
        }
    }

    /** A block has to be written as several. Seldom: how long texts are is seen as they come. */
    static final class ExceededException extends RuntimeException {
        private static final long serialVersionUID = 1;

        ExceededException() {
            super("a block has too much text", null, false, false);
        }
    }
}
