package dev.tidemark.sql.execute;

import dev.tidemark.core.column.SymbolDictionary;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.VectorKind;
import dev.tidemark.sql.plan.ComparisonOperator;
import dev.tidemark.sql.vector.RowStore;
import dev.tidemark.sql.vector.VectorBatch;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Compares two values of each row; integers with real numbers exactly. */
final class ComparisonEvaluator implements Evaluator {
    private final ComparisonOperator operator;
    private final Evaluator left;
    private final Evaluator right;
    private final Vector result = new Vector(ColumnType.BOOLEAN);

    ComparisonEvaluator(ComparisonOperator operator, Evaluator left, Evaluator right) {
        this.operator = operator;
        this.left = left;
        this.right = right;
    }

    @Override
    public Vector evaluate(VectorBatch input) {
        int rows = input.rowCount();
        Vector leftValues = left.evaluate(input);
        Vector rightValues = right.evaluate(input);
        VectorCopy.clear(result);
        Nulls.add(leftValues, rows, result);
        Nulls.add(rightValues, rows, result);
        VectorKind leftKind = leftValues.type().vectorKind();
        VectorKind rightKind = rightValues.type().vectorKind();
        if (leftKind == VectorKind.LONGS && rightKind == VectorKind.LONGS) {
            compareLongs(leftValues.longs(), rightValues.longs(), rows);
        } else {
            for (int row = 0; row < rows; row++) {
                boolean holds =
                        !result.isNull(row)
                                && operator.holds(compare(leftValues, rightValues, row));
                result.longs()[row] = holds ? 1 : 0;
            }
        }
        result.setLength(rows);
        return result;
    }

    private void compareLongs(long[] leftValues, long[] rightValues, int rows) {
        long[] into = result.longs();
        switch (operator) {
            case EQUAL -> {
                for (int row = 0; row < rows; row++) {
                    into[row] = leftValues[row] == rightValues[row] ? 1 : 0;
                }
            }
            case NOT_EQUAL -> {
                for (int row = 0; row < rows; row++) {
                    into[row] = leftValues[row] != rightValues[row] ? 1 : 0;
                }
            }
            case LESS -> {
                for (int row = 0; row < rows; row++) {
                    into[row] = leftValues[row] < rightValues[row] ? 1 : 0;
                }
            }
            case LESS_OR_EQUAL -> {
                for (int row = 0; row < rows; row++) {
                    into[row] = leftValues[row] <= rightValues[row] ? 1 : 0;
                }
            }
            case GREATER -> {
                for (int row = 0; row < rows; row++) {
                    into[row] = leftValues[row] > rightValues[row] ? 1 : 0;
                }
            }
            case GREATER_OR_EQUAL -> {
                for (int row = 0; row < rows; row++) {
                    into[row] = leftValues[row] >= rightValues[row] ? 1 : 0;
                }
            }
        }
    }

    private static int compare(Vector left, Vector right, int row) {
        VectorKind leftKind = left.type().vectorKind();
        VectorKind rightKind = right.type().vectorKind();
        if (leftKind == rightKind) {
            return RowStore.compare(left, row, right, row);
        }
        if (leftKind == VectorKind.LONGS) {
            return compare(left.longs()[row], right.doubles()[row]);
        }
        if (rightKind == VectorKind.LONGS) {
            return -compare(right.longs()[row], left.doubles()[row]);
        }
        return leftKind == VectorKind.CODES
                ? compareText(left, right, row)
                : -compareText(right, left, row);
    }

    /** Exact order of an integer and a real number; NaN is above all. */
    static int compare(long whole, double real) {
        if (!(real < 0x1p63)) {
            return -1;
        }
        if (real < -0x1p63) {
            return 1;
        }
        long truncated = (long) real;
        return whole != truncated
                ? Long.compare(whole, truncated)
                : Double.compare(0.0, real - truncated + 0.0);
    }

    private static int compareText(Vector symbols, Vector texts, int row) {
        @Nullable SymbolDictionary dictionary = symbols.dictionary();
        if (dictionary == null) {
            throw new IllegalStateException("a symbol vector with values has no dictionary");
        }
        byte[] text = dictionary.bytes(symbols.codes()[row]);
        return Arrays.compareUnsigned(
                text,
                0,
                text.length,
                texts.bytes(),
                texts.offsets()[row],
                texts.offsets()[row + 1]);
    }
}
