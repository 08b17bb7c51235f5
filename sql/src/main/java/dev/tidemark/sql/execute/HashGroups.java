package dev.tidemark.sql.execute;

import dev.tidemark.core.column.Vector;
import dev.tidemark.sql.function.GroupedRows;
import dev.tidemark.sql.type.SqlType;
import dev.tidemark.sql.vector.KeyTable;
import java.util.List;

/** Groups by any keys, through a hash table; without keys all rows are one group. */
final class HashGroups implements GroupKeys {
    private final KeyTable table;
    private final boolean single;

    HashGroups(List<SqlType> types) {
        this.table = new KeyTable(types);
        this.single = types.isEmpty();
    }

    @Override
    public int groupCount() {
        return single ? 1 : table.size();
    }

    @Override
    public int assign(Vector[] keys, int rows, int[] groups) {
        if (single) {
            return 0;
        }
        table.number(keys, rows, groups);
        return GroupedRows.SEVERAL;
    }

    @Override
    public void append(int key, int from, int count, Vector target) {
        table.append(key, from, count, target);
    }
}
