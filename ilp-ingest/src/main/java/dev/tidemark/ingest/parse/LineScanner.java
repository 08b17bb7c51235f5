package dev.tidemark.ingest.parse;

/**
 * Finds where a line ends: at the first line feed or carriage return that is neither escaped nor
 * part of a binary value. It goes on where it stopped when more bytes have come, so every byte is
 * looked at once, and forgets what it has looked at.
 *
 * <p>Binary values are recognised where a field's value begins with '='. All else has no bearing on
 * the end of a line, and what breaks the grammar here is found out when the line is read.
 */
final class LineScanner {
    /** The line goes on beyond the bytes that have come. */
    static final int INCOMPLETE = -1;

    /** What the next byte is part of. */
    private enum Place {
        TABLE_AND_TAGS,
        FIELD_NAME,
        VALUE_START,
        VALUE,
        QUOTED_TEXT,
        BINARY_TYPE,
        TIME
    }

    private Place place = Place.TABLE_AND_TAGS;
    private int scannedBytes;
    private long binaryBytesLeft;
    private boolean binary;

    /** Turns to a new line. */
    void begin() {
        place = Place.TABLE_AND_TAGS;
        scannedBytes = 0;
        binaryBytesLeft = 0;
        binary = false;
    }

    /** Whether a binary value has been met in the line. */
    boolean hasBinary() {
        return binary;
    }

    /** Bytes of the line that need not be there when {@link #find} is called again. */
    int scannedBytes() {
        return scannedBytes;
    }

    /** Says that the scanned bytes have been dropped: the rest of the line begins behind them. */
    void dropScanned() {
        scannedBytes = 0;
    }

    /**
     * The end mark of the line, or {@link #INCOMPLETE}.
     *
     * @param start where the line starts, or what is left of it
     * @param to behind the last byte that has come
     */
    int find(byte[] lines, int start, int to) {
        int position = start + scannedBytes;
        while (position < to) {
            if (binaryBytesLeft > 0) {
                int skipped = (int) Math.min(binaryBytesLeft, to - position);
                binaryBytesLeft -= skipped;
                position += skipped;
                continue;
            }
            if (place == Place.BINARY_TYPE) {
                binary = true;
                binaryBytesLeft = BinaryLayout.lengthBytes(lines, position, to);
                if (binaryBytesLeft == BinaryLayout.INCOMPLETE) {
                    binaryBytesLeft = 0;
                    break;
                }
                place = Place.VALUE;
                continue;
            }
            byte value = lines[position];
            if (value == '\\') {
                if (position + 1 == to) {
                    break;
                }
                place = place == Place.VALUE_START ? Place.VALUE : place;
                position += 2;
                continue;
            }
            if (value == '\n' || value == '\r') {
                return position;
            }
            place = after(value);
            position++;
        }
        scannedBytes = position - start;
        return INCOMPLETE;
    }

    private Place after(byte value) {
        return switch (place) {
            case TABLE_AND_TAGS -> value == ' ' ? Place.FIELD_NAME : place;
            case FIELD_NAME -> value == '=' ? Place.VALUE_START : value == ' ' ? Place.TIME : place;
            case VALUE_START ->
                    switch (value) {
                        case '=' -> Place.BINARY_TYPE;
                        case '"' -> Place.QUOTED_TEXT;
                        default -> afterValueByte(value);
                    };
            case VALUE -> afterValueByte(value);
            case QUOTED_TEXT -> value == '"' ? Place.VALUE : place;
            case BINARY_TYPE, TIME -> place;
        };
    }

    private static Place afterValueByte(byte value) {
        return value == ',' ? Place.FIELD_NAME : value == ' ' ? Place.TIME : Place.VALUE;
    }
}
