package dev.tidemark.core.column;

import dev.tidemark.core.encoding.BlockLayout;
import dev.tidemark.core.type.ColumnType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Scratch memory that the readers of one thread share, so that a scan of many pieces and columns
 * does not need some for each reader: the vector of each type that was decoded last.
 */
public final class ReadBuffers {
    private final Map<ColumnType, DecodedVector> decoded = new HashMap<>();
    private final int[] positions = new int[BlockLayout.VECTOR_ROWS];

    /** What a reader keeps decoded values of a type in. */
    DecodedVector decoded(ColumnType type) {
        return decoded.computeIfAbsent(type, DecodedVector::new);
    }

    /** Room for the positions of a vector's rows. */
    int[] positions() {
        return positions;
    }

    /** The values of a vector of some column file, once there are any. */
    static final class DecodedVector {
        private static final long NONE = -1;

        private final ColumnType type;
        private @Nullable Vector values;
        private @Nullable ColumnFile file;
        private long startRow = NONE;

        private DecodedVector(ColumnType type) {
            this.type = type;
        }

        /** Whether it holds the vector that begins at a row of a file. */
        boolean holds(ColumnFile ofFile, long row) {
            return startRow == row && file == ofFile;
        }

        /** A vector to decode into; it holds nothing until {@link #set} is called. */
        Vector reset() {
            startRow = NONE;
            Vector vector = values;
            if (vector == null) {
                vector = new Vector(type, BlockLayout.VECTOR_ROWS);
                values = vector;
            }
            return vector;
        }

        void set(ColumnFile ofFile, long row) {
            file = ofFile;
            startRow = row;
        }

        /** The values it holds. */
        Vector values() {
            Vector vector = values;
            if (vector == null) {
                throw new IllegalStateException("nothing was decoded");
            }
            return vector;
        }
    }
}
