package dev.tidemark.ingest.parse;

import dev.tidemark.core.batch.Lanes;
import dev.tidemark.core.type.ColumnType;
import java.util.Arrays;

/** What series of a table with tags of the same names share. */
final class SeriesShape {
    private final TableTarget target;
    private final ColumnSlot[] columns;
    private final Lanes lanes;
    private final boolean hasTags;
    private final boolean hasTexts;

    /**
     * @param columns of the tags that have a value; not copied
     * @param hasTags whether the lines name any tag, be it without a value
     */
    SeriesShape(TableTarget target, ColumnSlot[] columns, boolean hasTags) {
        this.target = target;
        this.columns = columns;
        this.lanes = new Lanes(Arrays.stream(columns).mapToInt(ColumnSlot::lane).toArray());
        this.hasTags = hasTags;
        this.hasTexts =
                Arrays.stream(columns).anyMatch(column -> column.type() != ColumnType.SYMBOL);
    }

    TableTarget target() {
        return target;
    }

    ColumnSlot[] columns() {
        return columns;
    }

    /** Where the cells of the columns go in the stage of any batch of the table. */
    Lanes lanes() {
        return lanes;
    }

    boolean hasTags() {
        return hasTags;
    }

    /** Whether a tag lies in a column that is no symbol. */
    boolean hasTexts() {
        return hasTexts;
    }

    boolean is(ColumnSlot[] otherColumns, boolean otherHasTags) {
        return hasTags == otherHasTags && Arrays.equals(columns, otherColumns);
    }
}
