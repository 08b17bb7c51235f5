package dev.tidemark.core.column;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Posting lists of the blocks of symbol columns, made on demand and kept up to {@link
 * #DEFAULT_LIMIT_BYTES}; those unused for longest go first. Thread-safe.
 *
 * <p>A block gets its lists when it is asked for them a second time: a single scan of codes is
 * several times cheaper than making lists of them.
 */
public final class CodeListCache {
    /** Heap for lists; they take some 2 bytes a row, and 8 a code and block. */
    public static final long DEFAULT_LIMIT_BYTES = 1L << 27;

    private final long limitBytes;
    private final Map<Slot, CodeLists> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long sizeBytes;

    public CodeListCache() {
        this(DEFAULT_LIMIT_BYTES);
    }

    CodeListCache(long limitBytes) {
        this.limitBytes = limitBytes;
    }

    /** What the lists of one block are kept by: the block's identity, wherever it is mapped. */
    static final class Slot {
        /** Races are harmless: a block may be asked for once more before it gets lists. */
        private boolean wanted;
    }

    /** The block's lists, or null if it has none and is asked for them for the first time. */
    @Nullable CodeLists find(Slot slot, ColumnFile file, int block) {
        synchronized (this) {
            CodeLists found = kept.get(slot);
            if (found != null) {
                return found;
            }
        }
        if (!slot.wanted) {
            slot.wanted = true;
            return null;
        }
        CodeLists made = CodeLists.of(file.verifiedBlock(block));
        keep(slot, made);
        return made;
    }

    synchronized long sizeBytes() {
        return sizeBytes;
    }

    private synchronized void keep(Slot slot, CodeLists lists) {
        if (lists.sizeBytes() > limitBytes || kept.put(slot, lists) != null) {
            return;
        }
        sizeBytes += lists.sizeBytes();
        var eldest = kept.values().iterator();
        while (sizeBytes > limitBytes) {
            sizeBytes -= eldest.next().sizeBytes();
            eldest.remove();
        }
    }
}
