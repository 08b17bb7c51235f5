package dev.tidemark.ingest.parse;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing text of bytes that is used again and again. */
final class ByteText {
    private byte[] bytes = new byte[256];
    private int lengthBytes;

    /** The array that holds the text; replaced when the text grows. */
    byte[] bytes() {
        return bytes;
    }

    int lengthBytes() {
        return lengthBytes;
    }

    void clear() {
        lengthBytes = 0;
    }

    void append(byte value) {
        if (lengthBytes == bytes.length) {
            bytes = Arrays.copyOf(bytes, lengthBytes * 2);
        }
        bytes[lengthBytes++] = value;
    }

    /** Replaces the text by an ASCII one. */
    void set(String ascii) {
        bytes = ascii.getBytes(StandardCharsets.US_ASCII);
        lengthBytes = bytes.length;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, lengthBytes);
    }

    boolean isWellFormed() {
        return Utf8.isWellFormed(bytes, lengthBytes);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, lengthBytes, StandardCharsets.UTF_8);
    }
}
