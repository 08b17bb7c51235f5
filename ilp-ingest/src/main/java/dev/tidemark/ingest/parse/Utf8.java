package dev.tidemark.ingest.parse;

/** Whether bytes are well-formed UTF-8. */
final class Utf8 {
    private static final int[] SMALLEST = {0, 0, 0x80, 0x800, 0x10000};
    private static final int LAST_CODE_POINT = 0x10FFFF;

    private Utf8() {}

    static boolean isWellFormed(byte[] bytes, int lengthBytes) {
        int index = 0;
        while (index < lengthBytes) {
            if (bytes[index] >= 0) {
                index++;
            } else {
                int length = sequenceLength(bytes, index, lengthBytes);
                if (length == 0) {
                    return false;
                }
                index += length;
            }
        }
        return true;
    }

    /** Bytes of the multi-byte character at {@code index}, or 0 if it is malformed. */
    private static int sequenceLength(byte[] bytes, int index, int end) {
        int lead = bytes[index] & 0xFF;
        int length = Integer.numberOfLeadingZeros(~(lead << 24));
        if (length < 2 || length > 4 || index + length > end) {
            return 0;
        }
        int codePoint = lead & (0x7F >> length);
        for (int offset = 1; offset < length; offset++) {
            int continuation = bytes[index + offset];
            if ((continuation & 0xC0) != 0x80) {
                return 0;
            }
            codePoint = (codePoint << 6) | (continuation & 0x3F);
        }
        boolean surrogate =
                codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        return codePoint < SMALLEST[length] || codePoint > LAST_CODE_POINT || surrogate
                ? 0
                : length;
    }
}
