package dev.tidemark.sql.execute;

import dev.tidemark.sql.vector.VectorBatch;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads parts of a table's runs one after another; of equal timestamps those that arrived first.
 */
final class ScanOperator implements Operator {
    private final ExecutionContext context;
    private final Iterator<RunPart> parts;
    private final RunCursor cursor;
    private boolean open;

    ScanOperator(ExecutionContext context, ScanLayout layout, List<RunPart> parts) {
        this.context = context;
        this.parts = parts.iterator();
        this.cursor = new RunCursor(layout);
    }

    @Override
    public @Nullable VectorBatch next() {
        while (open || parts.hasNext()) {
            context.check();
            if (!open) {
                cursor.open(parts.next());
                open = true;
            }
            VectorBatch batch = cursor.next();
            if (batch != null) {
                return batch;
            }
            open = false;
        }
        return null;
    }
}
