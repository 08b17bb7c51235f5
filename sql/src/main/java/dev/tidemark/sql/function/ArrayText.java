package dev.tidemark.sql.function;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.type.ArrayLayout;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Arrays as PostgreSQL writes them: {@code {{1,2.5},{3,4}}}. */
final class ArrayText {
    private static final String EMPTY = "{}";

    private ArrayText() {}

    /** The text of a row. */
    static String format(Vector vector, int row) {
        return format(vector.bytes(), vector.offsets()[row], vector.type().dimensions());
    }

    /** The text of the array at {@code bytes[at]}. */
    static String format(byte[] bytes, int at, int dimensions) {
        if (ArrayLayout.elementCount(bytes, at, dimensions) == 0) {
            return EMPTY;
        }
        StringBuilder text = new StringBuilder();
        ArrayLayout.visit(bytes, at, dimensions, new Writer(text));
        return text.toString();
    }

    /**
     * The array that a text stands for, between braces or brackets.
     *
     * @return laid out as {@link ArrayLayout} says
     * @throws IllegalArgumentException if it is none, or one of other dimensions
     */
    static byte[] parse(String text, SqlType type) {
        int dimensions = type.columnType().dimensions();
        if (text.equals(EMPTY) || text.equals("[]")) {
            return new byte[ArrayLayout.headerBytes(dimensions)];
        }
        Reader reader = new Reader(text, dimensions);
        reader.list(0);
        reader.end();
        return reader.bytes();
    }

    private record Writer(StringBuilder text) implements ArrayLayout.Visitor {
        @Override
        public void open() {
            text.append('{');
        }

        @Override
        public void element(double value) {
            text.append(ValueText.formatReal(value, false));
        }

        @Override
        public void separator() {
            text.append(',');
        }

        @Override
        public void close() {
            text.append('}');
        }
    }

    /** Reads nested lists, all lists of a dimension of one length. */
    private static final class Reader {
        private static final int UNKNOWN = -1;

        private final String text;
        private final int[] lengths;
        private final List<Double> elements = new ArrayList<>();
        private int position;

        Reader(String text, int dimensions) {
            this.text = text;
            this.lengths = new int[dimensions];
            Arrays.fill(lengths, UNKNOWN);
        }

        void list(int dimension) {
            char open = next();
            if (open != '{' && open != '[') {
                throw invalid();
            }
            char close = open == '{' ? '}' : ']';
            int count = 0;
            char after = ',';
            while (after == ',') {
                skipSpaces();
                if (dimension == lengths.length - 1) {
                    elements.add(number());
                } else {
                    list(dimension + 1);
                }
                count++;
                skipSpaces();
                after = next();
            }
            if (after != close || (lengths[dimension] != UNKNOWN && lengths[dimension] != count)) {
                throw invalid();
            }
            lengths[dimension] = count;
        }

        void end() {
            if (position != text.length()) {
                throw invalid();
            }
        }

        byte[] bytes() {
            int dimensions = lengths.length;
            int headerBytes = ArrayLayout.headerBytes(dimensions);
            byte[] bytes = new byte[headerBytes + elements.size() * Double.BYTES];
            for (int dimension = 0; dimension < dimensions; dimension++) {
                ArrayLayout.putLength(bytes, 0, dimension, lengths[dimension]);
            }
            for (int index = 0; index < elements.size(); index++) {
                ArrayLayout.putElement(bytes, 0, dimensions, index, elements.get(index));
            }
            return bytes;
        }

        private double number() {
            int start = position;
            while (position < text.length() && ",}] ".indexOf(text.charAt(position)) < 0) {
                position++;
            }
            try {
                return (Double) ValueText.parse(text.substring(start, position), SqlType.DOUBLE);
            } catch (SqlException _) {
                throw invalid();
            }
        }

        private void skipSpaces() {
            while (position < text.length() && text.charAt(position) == ' ') {
                position++;
            }
        }

        private char next() {
            if (position == text.length()) {
                throw invalid();
            }
            return text.charAt(position++);
        }

        private IllegalArgumentException invalid() {
            return new IllegalArgumentException(text);
        }
    }
}
