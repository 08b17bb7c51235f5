package dev.tidemark.pgwire.row;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.type.ArrayLayout;

/** Writes arrays as text: {@code {{1,2.5},{3,4}}}, and {@code {}} for one without elements. */
final class ArrayTextWriter extends FormattedWriter {
    private final RealText text = new RealText();

    ArrayTextWriter() {
        super(0);
    }

    /** An element with a comma, and in the worst case both braces of a list in each dimension. */
    @Override
    int maxValueBytes(Vector vector, int row) {
        int dimensions = vector.type().dimensions();
        int elements = ArrayLayout.elementCount(vector.bytes(), vector.offsets()[row], dimensions);
        return Math.addExact(
                2 * dimensions,
                Math.multiplyExact(elements, RealText.MAX_BYTES + 1 + 2 * dimensions));
    }

    @Override
    int format(Vector vector, int row, byte[] target, int at) {
        int dimensions = vector.type().dimensions();
        int start = vector.offsets()[row];
        if (ArrayLayout.elementCount(vector.bytes(), start, dimensions) == 0) {
            target[at] = '{';
            target[at + 1] = '}';
            return at + 2;
        }
        Elements elements = new Elements(target, at);
        ArrayLayout.visit(vector.bytes(), start, dimensions, elements);
        return elements.end;
    }

    private final class Elements implements ArrayLayout.Visitor {
        private final byte[] target;
        private int end;

        Elements(byte[] target, int at) {
            this.target = target;
            this.end = at;
        }

        @Override
        public void open() {
            target[end++] = '{';
        }

        @Override
        public void element(double value) {
            end = text.write(value, target, end);
        }

        @Override
        public void separator() {
            target[end++] = ',';
        }

        @Override
        public void close() {
            target[end++] = '}';
        }
    }
}
