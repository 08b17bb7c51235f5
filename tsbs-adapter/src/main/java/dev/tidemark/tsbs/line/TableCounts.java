package dev.tidemark.tsbs.line;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Passes the lines of another source on and counts them by table, for whoever wants to check later
 * that all arrived.
 *
 * <p>The table is what stands before the first comma or space, without its backslashes. Empty lines
 * and lines that begin with {@code #} are passed on but not counted. Closing closes the other
 * source.
 */
public final class TableCounts implements LineSource {

    private static final byte[] NO_NAME = {};

    private final LineSource source;
    private final Map<String, Long> rows = new LinkedHashMap<>();

    /** Name and count of the table that the latest line belongs to; not yet in the map. */
    private byte[] currentName = NO_NAME;

    private long currentRows;

    /**
     * @param source where the lines come from; owned from here on
     */
    public TableCounts(LineSource source) {
        this.source = source;
    }

    /** The number of rows by table so far, in the order in which the tables first came. */
    public Map<String, Long> rows() {
        store();
        return new LinkedHashMap<>(rows);
    }

    @Override
    public int fill(ByteBuffer target, int maximumLines) throws IOException {
        int from = target.position();
        int lines = source.fill(target, maximumLines);
        count(target.duplicate().order(ByteOrder.LITTLE_ENDIAN), from, target.position());
        return lines;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }

    private void count(ByteBuffer lines, int from, int to) {
        int start = from;
        while (start < to) {
            if (!isOfCurrentTable(lines, start, to)) {
                changeTable(lines, start);
            }
            if (currentName.length > 0) {
                currentRows++;
            }
            start = LineEnds.indexOf(lines, start, to) + 1;
        }
    }

    private boolean isOfCurrentTable(ByteBuffer lines, int start, int to) {
        int end = start + currentName.length;
        if (currentName.length == 0 || end >= to) {
            return false;
        }
        for (int index = 0; index < currentName.length; index++) {
            if (lines.get(start + index) != currentName[index]) {
                return false;
            }
        }
        return lines.get(end) == ',' || lines.get(end) == ' ';
    }

    private void changeTable(ByteBuffer lines, int start) {
        store();
        int end = start;
        while (isInName(lines.get(end))) {
            // An escaped comma or space belongs to the name.
            end += lines.get(end) == '\\' && lines.get(end + 1) != '\n' ? 2 : 1;
        }
        currentName = new byte[end - start];
        lines.get(start, currentName);
        if (currentName.length > 0 && currentName[0] == '#') {
            currentName = NO_NAME;
        }
    }

    private static boolean isInName(byte character) {
        return character != ',' && character != ' ' && character != '\n' && character != '\r';
    }

    private void store() {
        if (currentRows > 0) {
            String name = new String(currentName, StandardCharsets.UTF_8).replace("\\", "");
            rows.merge(name, currentRows, Long::sum);
            currentRows = 0;
        }
    }
}
