package dev.tidemark.core.encoding;

import static dev.tidemark.core.encoding.BlockLayout.INT;
import static dev.tidemark.core.encoding.BlockLayout.LONG;

import dev.tidemark.core.encoding.kernel.DecimalForm;
import dev.tidemark.core.encoding.kernel.Packing;
import dev.tidemark.core.type.VectorKind;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Checks once, when a block is opened, that everything its directory points to lies within the
 * block. What payloads tell of themselves (runs, exceptions, starts of texts) is checked where it
 * is read, so that opening reads nothing but the directory.
 */
final class DirectoryCheck {
    private final MemorySegment segment;
    private final long offset;
    private final BlockHeader header;

    DirectoryCheck(BlockView view) {
        this.segment = view.segment();
        this.offset = view.offset();
        this.header = view.header();
    }

    /**
     * Checks the whole directory.
     *
     * @throws CorruptBlockException if a vector is described as no encoder would
     */
    void run() {
        if (header.encoding() == Encoding.CONSTANT) {
            checkConstant();
            return;
        }
        int nullCount = 0;
        for (int vector = 0; vector < header.vectorCount(); vector++) {
            nullCount += checkVector(vector);
        }
        if (nullCount != header.nullCount()) {
            throw corrupt(
                    "the vectors have %d NULLs, the header says %d"
                            .formatted(nullCount, header.nullCount()));
        }
    }

    private void checkConstant() {
        long valueBytes =
                switch (header.valueType().kind()) {
                    case LONGS, DOUBLES, CODES, BYTES -> 0;
                    case WIDE -> header.isAllNull() ? 0 : header.valueType().widthBytes();
                };
        if (header.payloadsOffset() + valueBytes > header.lengthBytes()) {
            throw corrupt("the constant value ends beyond the block");
        }
    }

    /** Returns the vector's NULL count. */
    private int checkVector(int vector) {
        long entry =
                offset + BlockLayout.DIRECTORY_OFFSET + (long) vector * BlockLayout.ENTRY_BYTES;
        int rows = header.vectorRowCount(vector);
        int nullCount = segment.get(BlockLayout.SHORT, entry + BlockLayout.ENTRY_NULL_COUNT_OFFSET);
        if (nullCount < 0 || nullCount > rows) {
            throw corrupt(vector, "NULL count is " + nullCount + " of " + rows + " rows");
        }
        int width =
                segment.get(ValueLayout.JAVA_BYTE, entry + BlockLayout.ENTRY_WIDTH_OFFSET) & 0xFF;
        long size = payloadBytes(vector, width, entry);
        int payload = segment.get(INT, entry + BlockLayout.ENTRY_PAYLOAD_OFFSET);
        boolean inBlock =
                payload >= header.payloadsOffset()
                        && payload % BlockLayout.LOOSE_ALIGNMENT_BYTES == 0
                        && size <= header.lengthBytes() - payload;
        if (size > 0 && !inBlock) {
            throw corrupt(
                    vector,
                    "%d bytes at %d do not lie within the payloads from %d to %d"
                            .formatted(
                                    size, payload, header.payloadsOffset(), header.lengthBytes()));
        }
        return nullCount;
    }

    private long payloadBytes(int vector, int width, long entry) {
        int rows = header.vectorRowCount(vector);
        return switch (header.encoding()) {
            case CONSTANT -> 0;
            case PLAIN -> plainBytes(vector, width, entry);
            case FRAME_OF_REFERENCE -> {
                checkWidth(vector, width, header.valueType().widthBytes() * Byte.SIZE);
                yield Packing.lengthBytes(rows, width);
            }
            case DELTA -> {
                checkWidth(vector, width, Long.SIZE);
                yield Packing.lengthBytes(rows, width);
            }
            case RUN_LENGTH -> {
                boolean wholeBytes = width % Byte.SIZE == 0 && Integer.bitCount(width) <= 1;
                if (!wholeBytes) {
                    throw corrupt(vector, "runs of " + width + " bits");
                }
                checkWidth(vector, width, Long.SIZE);
                yield width == 0 ? 0 : BlockLayout.RUN_COUNT_BYTES;
            }
            case DECIMAL -> decimalBytes(vector, width, entry);
            case DICTIONARY -> {
                checkWidth(vector, width, Short.SIZE);
                checkByteCount(vector, entry);
                yield Packing.lengthBytes(rows, width);
            }
        };
    }

    private long decimalBytes(int vector, int width, long entry) {
        if (width == 0) {
            return 0;
        }
        int flags = segment.get(ValueLayout.JAVA_BYTE, entry + BlockLayout.ENTRY_FLAGS_OFFSET);
        int digits = (flags & 0xFF) >>> BlockLayout.DIGITS_SHIFT;
        if (digits == BlockLayout.DIGITS_OF_BITS) {
            checkWidth(vector, width, Long.SIZE);
            if (width <= Integer.SIZE) {
                throw corrupt(vector, "doubles of " + width + " bits");
            }
        } else if (digits > DecimalForm.MAXIMUM_DIGITS) {
            throw corrupt(vector, "decimals of " + digits + " digits");
        } else {
            checkWidth(vector, width, DecimalForm.MAXIMUM_WIDTH);
        }
        return Packing.lengthBytes(header.vectorRowCount(vector), width);
    }

    private long plainBytes(int vector, int width, long entry) {
        int rows = header.vectorRowCount(vector);
        int valueBytes = header.valueType().widthBytes();
        return switch (header.valueType().kind()) {
            case LONGS, CODES, DOUBLES -> {
                boolean leftOut = width == 0 && header.valueType().kind() == VectorKind.DOUBLES;
                if (!leftOut && width != valueBytes * Byte.SIZE) {
                    throw corrupt(vector, "plain values of " + width + " bits");
                }
                yield (long) rows * (width / Byte.SIZE);
            }
            case WIDE -> (long) rows * valueBytes;
            case BYTES -> {
                checkWidth(vector, width, Integer.SIZE - 1);
                yield Packing.lengthBytes(rows, width) + checkByteCount(vector, entry);
            }
        };
    }

    private long checkByteCount(int vector, long entry) {
        long byteCount = segment.get(LONG, entry + BlockLayout.ENTRY_MAXIMUM_OFFSET);
        if (byteCount < 0 || byteCount > BlockLayout.MAXIMUM_VECTOR_TEXT_BYTES) {
            throw corrupt(vector, "it has " + byteCount + " bytes");
        }
        return byteCount;
    }

    private void checkWidth(int vector, int width, int maximum) {
        if (width > maximum) {
            throw corrupt(vector, "width is %d bits of %d".formatted(width, maximum));
        }
    }

    private CorruptBlockException corrupt(int vector, String problem) {
        return corrupt("vector " + vector + ": " + problem);
    }

    private CorruptBlockException corrupt(String problem) {
        return new CorruptBlockException(offset, problem);
    }
}
