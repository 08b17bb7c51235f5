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
        return encode(encoder, vector, 0, vector.length(), out);
    }

    /**
     * Appends rows {@code [from, from + count)} of a vector as one block.
     *
     * @return its length in bytes
     */
    static int encode(BlockEncoder encoder, Vector vector, int from, int count, BlockOutput out) {
        long[] validity = vector.hasNulls() ? vector.validity() : null;
        return switch (vector.type().vectorKind()) {
            case LONGS -> encoder.encodeLongs(vector.longs(), validity, from, count, out);
            case CODES -> encoder.encodeCodes(vector.codes(), validity, from, count, out);
            case DOUBLES ->
                    vector.type() == ColumnType.FLOAT
                            ? encoder.encodeFloats(vector.doubles(), validity, from, count, out)
                            : encoder.encodeDoubles(vector.doubles(), validity, from, count, out);
            case WIDE ->
                    encoder.encodeWide(
                            vector.longs(), vector.wordsPerValue(), validity, from, count, out);
            case BYTES ->
                    encoder.encodeBytes(
                            vector.bytes(), vector.offsets(), validity, from, count, out);
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
