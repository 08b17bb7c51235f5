package dev.tidemark.server.format;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.type.ArrayLayout;

/** Arrays as lists in brackets: {@code [[1.0,2.5],[3.0,4.0]]}. */
final class ArrayCell implements CellWriter {
    private final String notFinite;

    /**
     * @param notFinite what stands for elements that are not finite numbers
     */
    ArrayCell(String notFinite) {
        this.notFinite = notFinite;
    }

    @Override
    public void append(TextBytes out, Vector vector, int row) {
        ArrayLayout.visit(
                vector.bytes(),
                vector.offsets()[row],
                vector.type().dimensions(),
                new Elements(out, notFinite));
    }

    private record Elements(TextBytes out, String notFinite) implements ArrayLayout.Visitor {
        @Override
        public void open() {
            out.put('[');
        }

        @Override
        public void element(double value) {
            if (Double.isFinite(value)) {
                RealText.append(out, value);
            } else {
                out.put(notFinite);
            }
        }

        @Override
        public void separator() {
            out.put(',');
        }

        @Override
        public void close() {
            out.put(']');
        }
    }
}
