package dev.tidemark.server.http;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Decompresses gzip (RFC 1952) as it comes, cut anywhere, through a buffer of fixed size: however
 * much a byte expands to, no more than the buffer is in memory. Checks lengths and checksums; a
 * file of several members is one text. Belongs to one thread.
 */
final class GzipReader implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int MAGIC_FIRST = 0x1F;
    private static final int MAGIC_SECOND = 0x8B;
    private static final int DEFLATE = 8;
    private static final int FLAG_HEADER_CHECK = 1 << 1;
    private static final int FLAG_EXTRA = 1 << 2;
    private static final int FLAG_NAME = 1 << 3;
    private static final int FLAG_COMMENT = 1 << 4;

    private final Inflater inflater = new Inflater(true);
    private final CRC32 checksum = new CRC32();
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private Part part = Part.HEADER;

    /** Bytes of the part that have come. */
    private int taken;

    /** Number in the part so far, little endian. */
    private long number;

    private int flags;
    private int extraBytes;

    /** The parts of a member, in their order; those that its flags do not announce are left out. */
    private enum Part {
        HEADER,
        EXTRA_LENGTH,
        EXTRA,
        NAME,
        COMMENT,
        HEADER_CHECK,
        BODY,
        TRAILER
    }

    /** Where decompressed bytes go. */
    interface Sink {
        /**
         * Takes bytes.
         *
         * @param bytes valid during the call
         * @return false if no more are wanted
         */
        boolean accept(ByteBuffer bytes);
    }

    /**
     * Decompresses what has come.
     *
     * @return false if the sink wants no more
     * @throws ZipException if that is not gzip
     */
    boolean read(ByteBuffer in, Sink sink) throws ZipException {
        while (in.hasRemaining()) {
            if (part != Part.BODY) {
                step(in.get() & 0xFF);
            } else if (!inflate(in, sink)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Checks that what has come is whole.
     *
     * @throws ZipException if it is not
     */
    void end() throws ZipException {
        if (part != Part.HEADER || taken > 0) {
            throw new ZipException("it ends too early");
        }
    }

    @Override
    public void close() {
        inflater.end();
    }

    private boolean inflate(ByteBuffer in, Sink sink) throws ZipException {
        inflater.setInput(in);
        try {
            while (true) {
                int length = inflater.inflate(buffer);
                if (length > 0) {
                    checksum.update(buffer, 0, length);
                    if (!sink.accept(ByteBuffer.wrap(buffer, 0, length))) {
                        return false;
                    }
                } else if (inflater.finished()) {
                    enter(Part.TRAILER);
                    return true;
                } else if (inflater.needsInput()) {
                    return true;
                } else {
                    throw new ZipException("it needs a dictionary");
                }
            }
        } catch (DataFormatException wrong) {
            ZipException failure = new ZipException(String.valueOf(wrong.getMessage()));
            failure.initCause(wrong);
            throw failure;
        }
    }

    /** Takes a byte outside of the body. */
    private void step(int value) throws ZipException {
        number |= (long) value << (Byte.SIZE * (taken % Long.BYTES));
        taken++;
        switch (part) {
            case HEADER -> stepHeader(value);
            case EXTRA_LENGTH -> {
                if (taken == Short.BYTES) {
                    extraBytes = (int) number;
                    enter(extraBytes > 0 ? Part.EXTRA : after(Part.EXTRA));
                }
            }
            case EXTRA -> {
                if (taken == extraBytes) {
                    enter(after(Part.EXTRA));
                }
            }
            case NAME, COMMENT -> {
                if (value == 0) {
                    enter(after(part));
                }
            }
            case HEADER_CHECK -> {
                if (taken == Short.BYTES) {
                    enter(Part.BODY);
                }
            }
            case TRAILER -> {
                if (taken == Long.BYTES) {
                    checkTrailer();
                }
            }
            case BODY -> throw new IllegalStateException("the body is not read byte by byte");
        }
    }

    private void stepHeader(int value) throws ZipException {
        boolean right =
                switch (taken) {
                    case 1 -> value == MAGIC_FIRST;
                    case 2 -> value == MAGIC_SECOND;
                    case 3 -> value == DEFLATE;
                    default -> true;
                };
        if (!right) {
            throw new ZipException("it is not in gzip format");
        }
        if (taken == 4) {
            flags = value;
        } else if (taken == 10) {
            enter(after(Part.HEADER));
        }
    }

    private void checkTrailer() throws ZipException {
        if ((int) number != (int) checksum.getValue()
                || (int) (number >>> Integer.SIZE) != (int) inflater.getBytesWritten()) {
            throw new ZipException("its checksum or length is wrong");
        }
        inflater.reset();
        checksum.reset();
        enter(Part.HEADER);
    }

    private void enter(Part next) {
        part = next;
        taken = 0;
        number = 0;
    }

    /** What follows a part of the header, by the flags. */
    private Part after(Part done) {
        if (done.compareTo(Part.EXTRA_LENGTH) < 0 && (flags & FLAG_EXTRA) != 0) {
            return Part.EXTRA_LENGTH;
        }
        if (done.compareTo(Part.NAME) < 0 && (flags & FLAG_NAME) != 0) {
            return Part.NAME;
        }
        if (done.compareTo(Part.COMMENT) < 0 && (flags & FLAG_COMMENT) != 0) {
            return Part.COMMENT;
        }
        return (flags & FLAG_HEADER_CHECK) != 0 ? Part.HEADER_CHECK : Part.BODY;
    }
}
