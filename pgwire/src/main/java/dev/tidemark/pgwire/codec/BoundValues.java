package dev.tidemark.pgwire.codec;

import java.nio.ByteBuffer;

/** The values of a Bind as they came. Immutable. */
public final class BoundValues {
    private static final int NULL_LENGTH = -1;

    private final byte[] bytes;
    private final int[] starts;
    private final int[] lengths;

    private BoundValues(byte[] bytes, int[] starts, int[] lengths) {
        this.bytes = bytes;
        this.starts = starts;
        this.lengths = lengths;
    }

    /** Reads an int16 count, and for each value an int32 length or -1 and its bytes. */
    static BoundValues read(MessageReader reader) throws MalformedMessageException {
        int count = reader.readCount();
        int[] starts = new int[count];
        int[] lengths = new int[count];
        byte[] bytes = new byte[reader.remaining()];
        int end = 0;
        for (int index = 0; index < count; index++) {
            int length = reader.readInt();
            if (length < NULL_LENGTH) {
                throw new MalformedMessageException("a value has the length " + length);
            }
            starts[index] = end;
            lengths[index] = length;
            if (length > 0) {
                reader.readBytes(bytes, end, length);
                end += length;
            }
        }
        return new BoundValues(bytes, starts, lengths);
    }

    public int count() {
        return lengths.length;
    }

    /** Bytes of all values. */
    public int lengthBytes() {
        return bytes.length;
    }

    public boolean isNull(int index) {
        return lengths[index] == NULL_LENGTH;
    }

    /** The bytes of a value that is not NULL, big-endian, to be read only. */
    public ByteBuffer value(int index) {
        return ByteBuffer.wrap(bytes, starts[index], lengths[index]).slice().asReadOnlyBuffer();
    }
}
