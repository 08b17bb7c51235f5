package dev.tidemark.core.type;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * How the bytes of an array of DOUBLE lie; all numbers are little endian.
 *
 * <pre>
 *   0               4   length of the first dimension, 0 or more
 *   ...
 *   4 * (n - 1)     4   length of dimension n
 *   4 * n           8   the first element; then the others, the last dimension running fastest
 * </pre>
 *
 * <p>The number of dimensions is that of the type. An array with a dimension of length 0 has no
 * elements.
 */
public final class ArrayLayout {
    /** Elements that an array can have, so that its bytes fit into an array of Java. */
    public static final int MAX_ELEMENTS = (1 << 28) - 1 - ColumnType.MAX_DIMENSIONS;

    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle DOUBLE =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);

    private ArrayLayout() {}

    /** Takes the parts of an array in the order in which nested lists are written. */
    public interface Visitor {
        /** A list begins: the array, or one of a list's lists. */
        void open();

        void element(double value);

        /** Another list or element of the same list follows. */
        void separator();

        void close();
    }

    /** Shows a visitor the array at {@code bytes[at]}. */
    public static void visit(byte[] bytes, int at, int dimensions, Visitor visitor) {
        visit(bytes, at, dimensions, 0, 0, visitor);
    }

    /** Shows the list of a dimension whose number among those lists is {@code list}. */
    private static void visit(
            byte[] bytes, int at, int dimensions, int dimension, int list, Visitor visitor) {
        int length = length(bytes, at, dimension);
        visitor.open();
        for (int index = 0; index < length; index++) {
            if (index > 0) {
                visitor.separator();
            }
            int inside = list * length + index;
            if (dimension == dimensions - 1) {
                visitor.element(element(bytes, at, dimensions, inside));
            } else {
                visit(bytes, at, dimensions, dimension + 1, inside, visitor);
            }
        }
        visitor.close();
    }

    /** Bytes before the first element. */
    public static int headerBytes(int dimensions) {
        return dimensions * Integer.BYTES;
    }

    /** Length of a dimension, from 0, of the array at {@code bytes[at]}. */
    public static int length(byte[] bytes, int at, int dimension) {
        return (int) INT.get(bytes, at + dimension * Integer.BYTES);
    }

    /** The element at a row-major index, from 0. */
    public static double element(byte[] bytes, int at, int dimensions, int index) {
        return (double) DOUBLE.get(bytes, at + headerBytes(dimensions) + index * Double.BYTES);
    }

    /** Writes the length of a dimension, from 0. */
    public static void putLength(byte[] bytes, int at, int dimension, int length) {
        INT.set(bytes, at + dimension * Integer.BYTES, length);
    }

    /** Writes the element at a row-major index, from 0. */
    public static void putElement(byte[] bytes, int at, int dimensions, int index, double value) {
        DOUBLE.set(bytes, at + headerBytes(dimensions) + index * Double.BYTES, value);
    }

    /**
     * Elements of an array with the lengths that stand at {@code bytes[at]}.
     *
     * @return -1 if a length is negative or there are more than {@link #MAX_ELEMENTS}
     */
    public static int elementCount(byte[] bytes, int at, int dimensions) {
        long count = 1;
        boolean isEmpty = false;
        for (int dimension = 0; dimension < dimensions; dimension++) {
            int length = length(bytes, at, dimension);
            if (length < 0) {
                return -1;
            }
            isEmpty |= length == 0;
            count = Math.min(count * Math.max(length, 1), Integer.MAX_VALUE);
        }
        if (isEmpty) {
            return 0;
        }
        return count > MAX_ELEMENTS ? -1 : (int) count;
    }
}
