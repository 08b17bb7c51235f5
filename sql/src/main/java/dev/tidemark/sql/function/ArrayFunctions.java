package dev.tidemark.sql.function;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.core.type.ArrayLayout;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import dev.tidemark.sql.type.SqlType;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/**
 * Making arrays and taking them apart. Indexes count from 1; what lies outside an array is NULL. An
 * array cannot hold NULL.
 */
public final class ArrayFunctions {
    private static final List<ParameterKind> ARRAY = List.of(ParameterKind.ARRAY);
    private static final List<ParameterKind> ARRAY_AND_INDEX =
            List.of(ParameterKind.ARRAY, ParameterKind.INTEGER);

    private ArrayFunctions() {}

    static List<Overload> overloads() {
        return List.of(
                new Overload(
                        "[]",
                        ARRAY_AND_INDEX,
                        false,
                        false,
                        types -> inner(types.getFirst()),
                        ArrayFunctions::subscript),
                Overload.of("dim_length", ARRAY_AND_INDEX, SqlType.INT, ArrayFunctions::length),
                Overload.of(
                        "array_length", ARRAY_AND_INDEX, SqlType.INT, ArrayFunctions::filledLength),
                Overload.of("array_ndims", ARRAY, SqlType.INT, ArrayFunctions::dimensions),
                Overload.of("cardinality", ARRAY, SqlType.INT, ArrayFunctions::cardinality),
                reduction("array_sum", 0, Double::sum),
                reduction("array_min", Double.POSITIVE_INFINITY, Math::min),
                reduction("array_max", Double.NEGATIVE_INFINITY, Math::max),
                Overload.of("array_avg", ARRAY, SqlType.DOUBLE, ArrayFunctions::average));
    }

    /**
     * What makes an array of its elements, which come in row-major order.
     *
     * @param lengths of the dimensions; their product is the number of arguments
     */
    public static Overload constructor(int[] lengths) {
        int dimensions = lengths.length;
        int elements = 1;
        for (int length : lengths) {
            elements *= length;
        }
        byte[] header = new byte[ArrayLayout.headerBytes(dimensions) + elements * Double.BYTES];
        for (int dimension = 0; dimension < dimensions; dimension++) {
            ArrayLayout.putLength(header, 0, dimension, lengths[dimension]);
        }
        return new Overload(
                "array",
                Collections.nCopies(elements, ParameterKind.REAL),
                false,
                true,
                _ -> SqlType.array(dimensions),
                (arguments, rows, result) -> construct(arguments, rows, header.clone(), result));
    }

    private static void construct(Vector[] elements, int rows, byte[] bytes, Vector result) {
        for (int row = 0; row < rows; row++) {
            for (int index = 0; index < elements.length; index++) {
                if (elements[index].isNull(row)) {
                    throw new SqlException(
                            SqlState.NOT_NULL_VIOLATION,
                            SqlException.NO_POSITION,
                            "an array cannot hold NULL");
                }
                double element = elements[index].doubles()[row];
                ArrayLayout.putElement(bytes, 0, result.type().dimensions(), index, element);
            }
            VectorCopy.appendText(bytes, 0, bytes.length, result);
        }
    }

    private static SqlType inner(SqlType array) {
        int dimensions = array.columnType().dimensions();
        return dimensions == 1 ? SqlType.DOUBLE : SqlType.array(dimensions - 1);
    }

    private static void subscript(Vector[] arguments, int rows, Vector result) {
        Vector arrays = arguments[0];
        int dimensions = arrays.type().dimensions();
        for (int row = 0; row < rows; row++) {
            int at = arrays.offsets()[row];
            long index = arguments[1].longs()[row] - 1;
            boolean isInside =
                    !result.isNull(row)
                            && index >= 0
                            && index < ArrayLayout.length(arrays.bytes(), at, 0);
            if (dimensions == 1 && isInside) {
                result.doubles()[row] =
                        ArrayLayout.element(arrays.bytes(), at, dimensions, (int) index);
            } else if (isInside) {
                appendInner(arrays.bytes(), at, dimensions, (int) index, result);
            } else {
                result.setNull(row);
                if (dimensions > 1) {
                    Texts.appendEmpty(result);
                }
            }
        }
    }

    private static void appendInner(
            byte[] bytes, int at, int dimensions, int index, Vector result) {
        int headerBytes = ArrayLayout.headerBytes(dimensions - 1);
        int elements = ArrayLayout.elementCount(bytes, at + Integer.BYTES, dimensions - 1);
        byte[] inner = new byte[headerBytes + elements * Double.BYTES];
        System.arraycopy(bytes, at + Integer.BYTES, inner, 0, headerBytes);
        int first = at + ArrayLayout.headerBytes(dimensions) + index * elements * Double.BYTES;
        System.arraycopy(bytes, first, inner, headerBytes, elements * Double.BYTES);
        VectorCopy.appendText(inner, 0, inner.length, result);
    }

    private static void length(Vector[] arguments, int rows, Vector result) {
        Vector arrays = arguments[0];
        for (int row = 0; row < rows; row++) {
            long dimension = arguments[1].longs()[row] - 1;
            if (dimension < 0 || dimension >= arrays.type().dimensions()) {
                result.setNull(row);
            } else if (!result.isNull(row)) {
                result.longs()[row] =
                        ArrayLayout.length(arrays.bytes(), arrays.offsets()[row], (int) dimension);
            }
        }
    }

    /** As {@link #length}, but NULL for an array without elements, as in PostgreSQL. */
    private static void filledLength(Vector[] arguments, int rows, Vector result) {
        length(arguments, rows, result);
        for (int row = 0; row < rows; row++) {
            if (!result.isNull(row) && elements(arguments[0], row) == 0) {
                result.setNull(row);
            }
        }
    }

    private static void dimensions(Vector[] arguments, int rows, Vector result) {
        for (int row = 0; row < rows; row++) {
            result.longs()[row] = arguments[0].type().dimensions();
        }
    }

    private static void cardinality(Vector[] arguments, int rows, Vector result) {
        for (int row = 0; row < rows; row++) {
            if (!result.isNull(row)) {
                result.longs()[row] = elements(arguments[0], row);
            }
        }
    }

    private static void average(Vector[] arguments, int rows, Vector result) {
        reduce(arguments[0], rows, 0, Double::sum, result);
        for (int row = 0; row < rows; row++) {
            if (!result.isNull(row)) {
                result.doubles()[row] /= elements(arguments[0], row);
            }
        }
    }

    private static Overload reduction(String name, double neutral, DoubleBinaryOperator operator) {
        return Overload.of(
                name,
                ARRAY,
                SqlType.DOUBLE,
                (arguments, rows, result) -> reduce(arguments[0], rows, neutral, operator, result));
    }

    /** Combines the elements of each array; NULL where there are none. */
    private static void reduce(
            Vector arrays, int rows, double neutral, DoubleBinaryOperator operator, Vector result) {
        int dimensions = arrays.type().dimensions();
        for (int row = 0; row < rows; row++) {
            if (result.isNull(row)) {
                continue;
            }
            int elements = elements(arrays, row);
            double reduced = neutral;
            for (int index = 0; index < elements; index++) {
                double element =
                        ArrayLayout.element(
                                arrays.bytes(), arrays.offsets()[row], dimensions, index);
                reduced = operator.applyAsDouble(reduced, element);
            }
            result.doubles()[row] = reduced;
            if (elements == 0) {
                result.setNull(row);
            }
        }
    }

    private static int elements(Vector arrays, int row) {
        return ArrayLayout.elementCount(
                arrays.bytes(), arrays.offsets()[row], arrays.type().dimensions());
    }
}
