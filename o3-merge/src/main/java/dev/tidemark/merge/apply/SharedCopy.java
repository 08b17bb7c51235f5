package dev.tidemark.merge.apply;

import dev.tidemark.core.column.Vector;
import dev.tidemark.merge.sort.StagedRows;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@link GroupedCopy} of a column that all workers of a seal use: the first one that needs it
 * makes it, the last one gives its memory back. Thread-safe.
 */
final class SharedCopy {
    private final StagedColumn column;
    private final StagedRows staged;
    private final Pool pool;
    private final boolean wanted;
    private int usesLeft;
    private @Nullable GroupedCopy copy;

    /** Memory of copies, for one seal. Thread-safe. */
    static final class Pool {
        private final List<Vector> free = new ArrayList<>();

        private synchronized Vector take(StagedColumn column) {
            for (Vector vector : free) {
                if (vector.type().equals(column.type())) {
                    free.remove(vector);
                    return vector;
                }
            }
            return new Vector(column.type(), column.rowCount());
        }

        private synchronized void give(Vector vector) {
            free.add(vector);
        }
    }

    /**
     * @param uses how often {@link #acquire} will be called
     */
    SharedCopy(StagedColumn column, StagedRows staged, Pool pool, int uses) {
        this.column = column;
        this.staged = staged;
        this.pool = pool;
        this.usesLeft = uses;
        this.wanted = staged.wantsGroups() && GroupedCopy.isPossible(column);
    }

    /** The copy, which is the caller's to {@link #release}; null if there had better be none. */
    synchronized @Nullable GroupedCopy acquire() {
        if (copy == null && wanted) {
            copy = GroupedCopy.fill(column, staged.groups(), pool.take(column));
        }
        return copy;
    }

    synchronized void release() {
        usesLeft--;
        GroupedCopy last = copy;
        if (usesLeft == 0 && last != null) {
            pool.give(last.values());
            copy = null;
        }
    }
}
