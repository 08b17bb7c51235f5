package dev.tidemark.sql.bind;

import dev.tidemark.sql.plan.AggregateCall;
import dev.tidemark.sql.plan.Scalar;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the aggregates of a SELECT. Until the number of keys is known, an aggregate's result is
 * an input far beyond all columns.
 */
final class AggregateCollector {
    /** Inputs from here on are aggregates. */
    static final int FIRST_RESULT = 1 << 24;

    private final List<AggregateCall> calls = new ArrayList<>();

    /** The result of an aggregate; the same for the same aggregate. */
    Scalar add(AggregateCall call) {
        int index = calls.indexOf(call);
        if (index < 0) {
            index = calls.size();
            calls.add(call);
        }
        return new Scalar.Input(FIRST_RESULT + index, call.type());
    }

    List<AggregateCall> calls() {
        return List.copyOf(calls);
    }

    /** Whether an expression contains an aggregate. */
    static boolean isIn(Scalar scalar) {
        return scalar instanceof Scalar.Input input
                ? input.index() >= FIRST_RESULT
                : scalar.children().stream().anyMatch(AggregateCollector::isIn);
    }
}
