package dev.tidemark.core.encoding.kernel;

import static dev.tidemark.core.encoding.kernel.PackingKernel.VECTOR_ROWS;

import java.nio.ByteOrder;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorSpecies;

/** What packing and unpacking have in common: the interleaved layout, in registers. */
final class Registers {
    /** Lanes of a width side by side, in all columns together. */
    static final int LANES_16 = VECTOR_ROWS / Short.SIZE;

    static final int LANES_32 = VECTOR_ROWS / Integer.SIZE;
    static final int LANES_64 = VECTOR_ROWS / Long.SIZE;

    /** Columns side by side of ints, and of longs. */
    static final int COLUMNS_32 = VECTOR_ROWS / Integer.SIZE;

    static final int COLUMNS_64 = VECTOR_ROWS / Long.SIZE;

    static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    static final VectorSpecies<Short> SHORTS = ShortVector.SPECIES_PREFERRED;
    static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;
    static final VectorSpecies<Long> LONGS = LongVector.SPECIES_PREFERRED;

    /** Bytes from a register to the one beside it. */
    static final int NEXT = LONGS.vectorByteSize();

    private Registers() {}
}
