package dev.tidemark.core.encoding.kernel;

import jdk.incubator.vector.LongVector;

/** Chooses the kernels once, when one is first asked for. */
final class BestKernel {
    /** The vector twins need registers of at least two longs. */
    private static final int MINIMUM_VECTOR_BITS = 128;

    /** Two registers hold at most a word of all lanes. */
    private static final int MAXIMUM_VECTOR_BITS = PackingKernel.WORD_ROW_BYTES * Byte.SIZE / 2;

    private static final boolean VECTORS =
            LongVector.SPECIES_PREFERRED.vectorBitSize() >= MINIMUM_VECTOR_BITS
                    && LongVector.SPECIES_PREFERRED.vectorBitSize() <= MAXIMUM_VECTOR_BITS;

    static final PackingKernel PACKING =
            VECTORS ? new VectorPackingKernel() : new ScalarPackingKernel();

    static final IntegerKernel INTEGERS =
            VECTORS ? new VectorIntegerKernel() : new ScalarIntegerKernel();

    static final DecimalKernel DECIMALS =
            VECTORS ? new VectorDecimalKernel() : new ScalarDecimalKernel();

    static final PackedScanKernel SCANS =
            VECTORS ? new VectorPackedScanKernel() : new ScalarPackedScanKernel();

    private BestKernel() {}
}
