package dev.tidemark.core.column;

import dev.tidemark.core.encoding.BlockEncoder;
import dev.tidemark.core.encoding.BlockOutput;
import dev.tidemark.core.encoding.EncodedBlock;
import dev.tidemark.core.type.ColumnType;

/** Vectors to blocks and back: which encoder and decoder a column type takes. */
public final class VectorBlocks {
    private VectorBlocks() {}

    /**
     * Appends all rows of a vector as one block.
     *
     * @return its length in bytes
     */
    public static int encode(BlockEncoder encoder, Vector vector, BlockOutput out) {
        long[] validity = vector.hasNulls() ? vector.validity() : null;
        int count = vector.length();
        return switch (vector.type().vectorKind()) {
            case LONGS -> encoder.encodeLongs(vector.longs(), validity, 0, count, out);
            case CODES -> encoder.encodeCodes(vector.codes(), validity, 0, count, out);
            case DOUBLES ->
                    vector.type() == ColumnType.FLOAT
                            ? encoder.encodeFloats(vector.doubles(), validity, 0, count, out)
                            : encoder.encodeDoubles(vector.doubles(), validity, 0, count, out);
            case WIDE ->
                    encoder.encodeWide(
                            vector.longs(), vector.wordsPerValue(), validity, 0, count, out);
            case BYTES ->
                    encoder.encodeBytes(vector.bytes(), vector.offsets(), validity, 0, count, out);
        };
    }

    /** Fills {@code into} with the rows of one vector of a block. */
    public static void decode(EncodedBlock block, int vectorIndex, Vector into) {
        into.setLength(block.vectorRowCount(vectorIndex));
        into.setHasNulls(block.vectorNullCount(vectorIndex) > 0);
        if (into.hasNulls()) {
            block.decodeValidity(vectorIndex, into.validity());
        }
        switch (into.type().vectorKind()) {
            case LONGS -> block.decodeLongs(vectorIndex, into.longs());
            case CODES -> block.decodeCodes(vectorIndex, into.codes());
            case DOUBLES -> block.decodeDoubles(vectorIndex, into.doubles());
            case WIDE -> block.decodeWide(vectorIndex, into.longs());
            case BYTES ->
                    block.decodeBytes(
                            vectorIndex,
                            into.reserveBytes(block.vectorByteCount(vectorIndex)),
                            into.offsets());
        }
    }
}
