package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;
import dev.tidemark.sql.type.SqlType;
import dev.tidemark.sql.vector.VectorBatch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Groups its whole input, part by part on several threads, then delivers the groups. */
final class AggregateOperator implements Operator {
    private final ExecutionContext context;
    private final List<Part> parts;
    private final VectorBatch result;
    private @Nullable GroupTable groups;
    private int delivered;

    /** A share of the input and the table that takes it in. */
    record Part(Operator input, GroupTable groups) {
        void run() {
            VectorBatch batch = input.next();
            while (batch != null) {
                groups.add(batch);
                batch = input.next();
            }
        }
    }

    AggregateOperator(ExecutionContext context, List<Part> parts, List<SqlType> types) {
        this.context = context;
        this.parts = parts;
        this.result = VectorBatch.of(types);
    }

    @Override
    public @Nullable VectorBatch next() {
        GroupTable table = groups;
        if (table == null) {
            table = compute(context, parts);
            groups = table;
        }
        context.check();
        int count = Math.min(Vector.SIZE, table.groupCount() - delivered);
        if (count == 0) {
            return null;
        }
        table.deliver(delivered, count, result);
        delivered += count;
        return result;
    }

    /** The groups of all parts; later parts hold later rows. */
    static GroupTable compute(ExecutionContext context, List<Part> parts) {
        List<Runnable> tasks = new ArrayList<>();
        parts.forEach(part -> tasks.add(part::run));
        context.threads().runAll(tasks);
        GroupTable all = parts.getFirst().groups();
        parts.stream().skip(1).forEach(part -> all.merge(part.groups()));
        return all;
    }
}
