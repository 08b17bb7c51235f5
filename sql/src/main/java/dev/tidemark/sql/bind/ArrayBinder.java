package dev.tidemark.sql.bind;

import dev.tidemark.core.type.ColumnType;
import dev.tidemark.sql.function.ArrayFunctions;
import dev.tidemark.sql.function.Overload;
import dev.tidemark.sql.plan.Scalar;
import dev.tidemark.sql.plan.SourcePosition;
import dev.tidemark.sql.syntax.Expression;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import dev.tidemark.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;

/**
 * Binds {@code ARRAY[[1, x], [2, y]]}: numbers in lists, all lists of a dimension of one length.
 */
final class ArrayBinder {
    private final ExpressionBinder binder;
    private final List<Integer> lengths = new ArrayList<>();
    private final List<Scalar> elements = new ArrayList<>();

    ArrayBinder(ExpressionBinder binder) {
        this.binder = binder;
    }

    Scalar bind(Expression.ArrayConstructor array) {
        collect(array, 0);
        int[] shape = lengths.stream().mapToInt(Integer::intValue).toArray();
        if (elements.isEmpty()) {
            return new Scalar.Constant(
                    SqlType.array(shape.length), new byte[shape.length * Integer.BYTES]);
        }
        Overload constructor = ArrayFunctions.constructor(shape);
        return new Scalar.Call(
                constructor,
                elements,
                SqlType.array(shape.length),
                new SourcePosition(array.position()));
    }

    private void collect(Expression.ArrayConstructor list, int dimension) {
        int length = list.elements().size();
        if (dimension == ColumnType.MAX_DIMENSIONS) {
            throw new SqlException(
                    SqlState.INVALID_PARAMETER,
                    list.position(),
                    "an array has at most " + ColumnType.MAX_DIMENSIONS + " dimensions");
        }
        boolean isFirst = dimension == lengths.size();
        if (isFirst && elements.isEmpty()) {
            lengths.add(length);
        } else if (isFirst || lengths.get(dimension) != length) {
            throw ragged(list.position());
        }
        for (Expression element : list.elements()) {
            if (element instanceof Expression.ArrayConstructor inner) {
                collect(inner, dimension + 1);
            } else if (dimension + 1 < lengths.size()) {
                throw ragged(element.position());
            } else {
                elements.add(number(element));
            }
        }
    }

    private Scalar number(Expression element) {
        Scalar scalar = binder.bind(element);
        if (!scalar.type().isNumeric() && scalar.type() != SqlType.UNKNOWN) {
            throw new SqlException(
                    SqlState.DATATYPE_MISMATCH,
                    element.position(),
                    "the elements of an array are numbers, not " + scalar.type());
        }
        return binder.value(element, SqlType.DOUBLE);
    }

    private static SqlException ragged(int position) {
        return new SqlException(
                SqlState.INVALID_PARAMETER,
                position,
                "all lists of a dimension of an array need the same length");
    }
}
