package dev.tidemark.core.column.kernel;

import jdk.incubator.vector.LongVector;

/** Chooses the twin once, when it is first asked for. */
final class BestRunKernel {
    static final RunKernel INSTANCE =
            LongVector.SPECIES_PREFERRED.vectorBitSize() >= VectorRunKernel.MINIMUM_VECTOR_BITS
                    ? new VectorRunKernel()
                    : new ScalarRunKernel();

    private BestRunKernel() {}
}
