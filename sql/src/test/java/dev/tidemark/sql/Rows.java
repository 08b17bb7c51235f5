package dev.tidemark.sql;

import dev.tidemark.core.column.Vector;
import dev.tidemark.sql.function.ValueText;
import java.util.ArrayList;
import java.util.List;

/** Results as texts, to compare and to print. */
final class Rows {
    private Rows() {}

    /** Every row with its cells between bars, NULL as NULL; closes the result. */
    static List<String> of(Result result) {
        List<String> rows = new ArrayList<>();
        try (result) {
            while (result.next()) {
                for (int row = 0; row < result.rowCount(); row++) {
                    StringBuilder text = new StringBuilder();
                    for (int column = 0; column < result.columns().size(); column++) {
                        Vector vector = result.column(column);
                        text.append(column == 0 ? "" : "|");
                        text.append(vector.isNull(row) ? "NULL" : ValueText.format(vector, row));
                    }
                    rows.add(text.toString());
                }
            }
        }
        return rows;
    }
}
