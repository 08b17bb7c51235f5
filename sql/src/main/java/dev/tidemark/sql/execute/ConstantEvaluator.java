package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.sql.plan.Scalar;
import dev.tidemark.sql.vector.VectorBatch;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A constant, in a vector that is filled once. */
final class ConstantEvaluator implements Evaluator {
    private final Vector vector;

    ConstantEvaluator(Scalar.Constant constant) {
        this.vector = Evaluator.resultVector(constant.type());
        VectorCopy.clear(vector);
        switch (constant.value()) {
            case null -> vector.fillNull(Vector.SIZE);
            case Long whole -> Arrays.fill(vector.longs(), whole);
            case Double real -> Arrays.fill(vector.doubles(), real);
            case String text -> fillText(text.getBytes(StandardCharsets.UTF_8));
            case long[] words -> fillWords(words);
            case byte[] array -> fillText(array);
            default -> throw new IllegalStateException("no constant: " + constant);
        }
    }

    @Override
    public Vector evaluate(VectorBatch input) {
        vector.setLength(input.rowCount());
        return vector;
    }

    private void fillText(byte[] text) {
        for (int row = 0; row < Vector.SIZE; row++) {
            VectorCopy.appendText(text, 0, text.length, vector);
        }
    }

    private void fillWords(long[] words) {
        for (int row = 0; row < Vector.SIZE; row++) {
            System.arraycopy(words, 0, vector.longs(), row * words.length, words.length);
        }
    }
}
