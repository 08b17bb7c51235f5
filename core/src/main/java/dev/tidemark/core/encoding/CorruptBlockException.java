package dev.tidemark.core.encoding;

/**
 * A block's bytes are not what an encoder wrote. The message says what is wrong and where; the
 * caller that knows the file adds its name.
 */
public final class CorruptBlockException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long offset;

    CorruptBlockException(long blockOffset, String problem) {
        super("corrupt block at offset " + blockOffset + ": " + problem);
        this.offset = blockOffset;
    }

    /** Where the block begins in the segment it was opened on, in bytes. */
    public long offset() {
        return offset;
    }
}
