package dev.tidemark.core.column.kernel;

import jdk.incubator.vector.LongVector;

/** Chooses the twin once, when it is first asked for. */
final class BestMoveKernel {
    static final MoveKernel SCALAR = new ScalarMoveKernel();

    static final MoveKernel INSTANCE =
            LongVector.SPECIES_PREFERRED.vectorBitSize() >= VectorMoveKernel.MINIMUM_VECTOR_BITS
                    ? new VectorMoveKernel()
                    : SCALAR;

    private BestMoveKernel() {}
}
