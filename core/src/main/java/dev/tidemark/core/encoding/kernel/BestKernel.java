package dev.tidemark.core.encoding.kernel;

import jdk.incubator.vector.LongVector;

/** Chooses the kernel once, when it is first asked for. */
final class BestKernel {
    /** The vector twin needs registers of at least two longs. */
    private static final int MINIMUM_VECTOR_BITS = 128;

    static final PackingKernel KERNEL =
            LongVector.SPECIES_PREFERRED.vectorBitSize() >= MINIMUM_VECTOR_BITS
                    ? new VectorPackingKernel()
                    : new ScalarPackingKernel();

    private BestKernel() {}
}
