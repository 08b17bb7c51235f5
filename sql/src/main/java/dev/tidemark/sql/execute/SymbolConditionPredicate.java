package dev.tidemark.sql.execute;

import dev.tidemark.core.column.SymbolDictionary;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.column.VectorCopy;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.sql.kernel.Selections;
import dev.tidemark.sql.plan.ScanPredicate;
import dev.tidemark.sql.vector.VectorBatch;
import java.util.Arrays;

/** A condition on a symbol, evaluated once for each code that occurs. */
final class SymbolConditionPredicate implements VectorPredicate {
    private final int column;
    private final Evaluator condition;
    private final SymbolDictionary dictionary;
    private final VectorBatch oneText = new VectorBatch(1);
    private final Vector text = new Vector(ColumnType.VARCHAR, 1);

    /** 1 for codes that pass. */
    private byte[] passes = new byte[Vector.SIZE];

    private boolean[] known = new boolean[Vector.SIZE];

    SymbolConditionPredicate(ScanPredicate.SymbolCondition predicate, SymbolDictionary dictionary) {
        this.column = predicate.column();
        this.condition = Evaluator.of(predicate.condition());
        this.dictionary = dictionary;
        oneText.setColumn(0, text);
        oneText.setRowCount(1);
    }

    @Override
    public int column() {
        return column;
    }

    @Override
    public boolean mayPass(long minimum, long maximum) {
        return true;
    }

    @Override
    public void test(Vector values, int rows, long[] bits) {
        int[] codes = values.codes();
        for (int row = 0; row < rows; row++) {
            int code = codes[row];
            if (code >= known.length) {
                int capacity = Math.max(code + 1, known.length * 2);
                known = Arrays.copyOf(known, capacity);
                passes = Arrays.copyOf(passes, capacity);
            }
            if (!known[code] && !values.isNull(row)) {
                known[code] = true;
                passes[code] = evaluate(code);
            }
        }
        Selections.inSet(codes, rows, passes, bits);
    }

    private byte evaluate(int code) {
        byte[] bytes = dictionary.bytes(code);
        VectorCopy.clear(text);
        VectorCopy.appendText(bytes, 0, bytes.length, text);
        Vector result = condition.evaluate(oneText);
        return (byte) (!result.isNull(0) && result.longs()[0] != 0 ? 1 : 0);
    }
}
