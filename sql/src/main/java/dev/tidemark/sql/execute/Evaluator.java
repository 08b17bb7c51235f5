package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;
import dev.tidemark.sql.function.Conversion;
import dev.tidemark.sql.plan.Scalar;
import dev.tidemark.sql.type.SqlType;
import dev.tidemark.sql.vector.VectorBatch;
import java.util.List;

/**
 * An expression at work: a vector of results for each batch. Belongs to one thread. The result is
 * valid until the next call, or is a column of the input.
 */
public interface Evaluator {
    Vector evaluate(VectorBatch input);

    /** An evaluator of an expression over batches of the columns that its inputs name. */
    static Evaluator of(Scalar scalar) {
        return switch (scalar) {
            case Scalar.Constant constant -> new ConstantEvaluator(constant);
            case Scalar.Parameter parameter ->
                    throw new IllegalStateException(parameter + " has no value");
            case Scalar.Input input -> batch -> batch.column(input.index());
            case Scalar.Comparison comparison ->
                    new ComparisonEvaluator(
                            comparison.operator(), of(comparison.left()), of(comparison.right()));
            case Scalar.Logical logical ->
                    new LogicalEvaluator(logical.isAnd(), all(logical.operands()));
            case Scalar.Not not -> new NotEvaluator(of(not.operand()));
            case Scalar.IsNull isNull -> new IsNullEvaluator(of(isNull.operand()));
            case Scalar.In in -> new InEvaluator(in);
            case Scalar.Case choice -> new CaseEvaluator(choice);
            case Scalar.Cast cast ->
                    new CallEvaluator(
                            Conversion.of(cast.operand().type(), cast.type()),
                            false,
                            all(List.of(cast.operand())),
                            cast.type(),
                            cast.position());
            case Scalar.Call call ->
                    new CallEvaluator(
                            call.function().body(),
                            call.function().takesNulls(),
                            all(call.arguments()),
                            call.type(),
                            call.position());
            case Scalar.TimeBucket bucket -> new BucketEvaluator(of(bucket.operand()), bucket);
        };
    }

    /** Evaluators of several expressions. */
    static Evaluator[] all(List<? extends Scalar> scalars) {
        return scalars.stream().map(Evaluator::of).toArray(Evaluator[]::new);
    }

    /** A vector for results; symbols that are computed are texts. */
    static Vector resultVector(SqlType type) {
        SqlType carried = type == SqlType.SYMBOL ? SqlType.VARCHAR : type;
        return new Vector(carried.columnType());
    }
}
