package dev.tidemark.sql.execute;

import dev.tidemark.sql.vector.VectorBatch;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of one input after another. */
final class UnionOperator implements Operator {
    private final Iterator<Operator> inputs;
    private @Nullable Operator current;

    UnionOperator(List<Operator> inputs) {
        this.inputs = inputs.iterator();
    }

    @Override
    public @Nullable VectorBatch next() {
        while (current != null || inputs.hasNext()) {
            Operator input = current == null ? inputs.next() : current;
            current = input;
            VectorBatch batch = input.next();
            if (batch != null) {
                return batch;
            }
            current = null;
        }
        return null;
    }
}
