package dev.tidemark.sql.execute;

import dev.tidemark.core.column.SymbolDictionary;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.sql.function.GroupedRows;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Groups by a step of time, by a symbol, or by both in this order, without hashing rows: each step
 * has a directory from code to group, and the directory of the last row's step is at hand.
 */
final class DirectGroups implements GroupKeys {
    private static final int NONE = -1;
    private static final int FIRST_GROUPS = 1 << 10;

    private final boolean byTime;
    private final boolean bySymbol;
    private final Map<Long, int[]> directories = new HashMap<>();
    private int directoryLength;
    private long currentStep;
    private int @Nullable [] current;
    private @Nullable SymbolDictionary dictionary;
    private long[] steps = new long[FIRST_GROUPS];

    /** Code + 1 of each group's symbol, 0 for NULL. */
    private int[] slots = new int[FIRST_GROUPS];

    private int groupCount;

    /**
     * @param dictionarySize texts of the symbol's dictionary; more may come up
     */
    DirectGroups(boolean byTime, boolean bySymbol, int dictionarySize) {
        this.byTime = byTime;
        this.bySymbol = bySymbol;
        this.directoryLength = bySymbol ? dictionarySize + 1 : 1;
    }

    @Override
    public int groupCount() {
        return groupCount;
    }

    @Override
    public int assign(Vector[] keys, int rows, int[] groups) {
        long[] rowSteps = keys[0].longs();
        boolean oneStep = !byTime || isUniform(rowSteps, rows);
        if (!bySymbol) {
            if (oneStep) {
                return group(directory(rowSteps[0]), 0, rowSteps[0]);
            }
            for (int row = 0; row < rows; row++) {
                groups[row] = group(directory(rowSteps[row]), 0, rowSteps[row]);
            }
            return GroupedRows.SEVERAL;
        }
        Vector symbols = keys[byTime ? 1 : 0];
        if (symbols.dictionary() != null) {
            dictionary = symbols.dictionary();
        }
        assignSymbols(symbols, oneStep, rowSteps, rows, groups);
        return GroupedRows.SEVERAL;
    }

    @Override
    public void append(int key, int from, int count, Vector target) {
        if (byTime && key == 0) {
            System.arraycopy(steps, from, target.longs(), target.length(), count);
            target.setLength(target.length() + count);
            return;
        }
        if (dictionary != null) {
            target.setDictionary(dictionary);
        }
        for (int group = from; group < from + count; group++) {
            int at = target.length();
            if (slots[group] == 0) {
                VectorCopy.appendNull(target);
            } else {
                target.codes()[at] = slots[group] - 1;
                target.setLength(at + 1);
            }
        }
    }

    private void assignSymbols(
            Vector symbols, boolean oneStep, long[] rowSteps, int rows, int[] groups) {
        int[] codes = symbols.codes();
        int largest = 0;
        for (int row = 0; row < rows; row++) {
            largest = Math.max(largest, codes[row]);
        }
        directoryLength = Math.max(directoryLength, largest + 2);
        boolean hasNulls = symbols.hasNulls();
        long step = byTime ? rowSteps[0] : 0;
        int[] directory = directory(step);
        for (int row = 0; row < rows; row++) {
            if (!oneStep && rowSteps[row] != step) {
                step = rowSteps[row];
                directory = directory(step);
            }
            int slot = hasNulls && symbols.isNull(row) ? 0 : codes[row] + 1;
            int group = directory[slot];
            groups[row] = group == NONE ? group(directory, slot, step) : group;
        }
    }

    private int group(int[] directory, int slot, long step) {
        int group = directory[slot];
        if (group != NONE) {
            return group;
        }
        if (groupCount == steps.length) {
            steps = Arrays.copyOf(steps, groupCount * 2);
            slots = Arrays.copyOf(slots, groupCount * 2);
        }
        steps[groupCount] = step;
        slots[groupCount] = slot;
        directory[slot] = groupCount;
        return groupCount++;
    }

    private int[] directory(long step) {
        int[] known = current;
        if (known != null && currentStep == step && known.length >= directoryLength) {
            return known;
        }
        int[] directory = directories.get(step);
        if (directory == null) {
            directory = new int[directoryLength];
            Arrays.fill(directory, NONE);
            directories.put(step, directory);
        } else if (directory.length < directoryLength) {
            int length = directory.length;
            directory = Arrays.copyOf(directory, directoryLength);
            Arrays.fill(directory, length, directoryLength, NONE);
            directories.put(step, directory);
        }
        current = directory;
        currentStep = step;
        return directory;
    }

    private static boolean isUniform(long[] values, int rows) {
        long different = 0;
        for (int row = 1; row < rows; row++) {
            different |= values[row] ^ values[0];
        }
        return different == 0;
    }
}
