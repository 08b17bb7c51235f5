package dev.tidemark.ingest.parse;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds the column that a name in a line means, by the name's bytes. */
final class NameTable {
    /** Spellings kept at most; beyond that all are forgotten and learnt anew. */
    static final int MAX_NAMES = 1 << 13;

    private static final int FIRST_SLOTS = 64;

    private @Nullable FieldName[] slots = new @Nullable FieldName[FIRST_SLOTS];
    private int size;

    @Nullable FieldName find(byte[] name, int lengthBytes) {
        return slots[slotOf(name, lengthBytes)];
    }

    /** Adds a spelling that is not there yet. */
    FieldName add(byte[] name, int lengthBytes, ColumnSlot column) {
        if (size == MAX_NAMES) {
            slots = new @Nullable FieldName[FIRST_SLOTS];
            size = 0;
        }
        FieldName added = new FieldName(Arrays.copyOf(name, lengthBytes), column);
        slots[slotOf(name, lengthBytes)] = added;
        size++;
        if (size * 2 > slots.length) {
            grow();
        }
        return added;
    }

    private void grow() {
        @Nullable FieldName[] old = slots;
        slots = new @Nullable FieldName[old.length * 2];
        for (FieldName name : old) {
            if (name != null) {
                slots[slotOf(name.name(), name.name().length)] = name;
            }
        }
    }

    private int slotOf(byte[] name, int lengthBytes) {
        int hash = 0;
        for (int index = 0; index < lengthBytes; index++) {
            hash = hash * 31 + name[index];
        }
        int mask = slots.length - 1;
        int slot = ((hash * 0x9E3779B9) >>> 16) & mask;
        while (true) {
            FieldName there = slots[slot];
            if (there == null
                    || Arrays.equals(there.name(), 0, there.name().length, name, 0, lengthBytes)) {
                return slot;
            }
            slot = (slot + 1) & mask;
        }
    }
}
