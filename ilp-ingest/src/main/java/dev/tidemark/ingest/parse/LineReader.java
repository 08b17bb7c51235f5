package dev.tidemark.ingest.parse;

/**
 * Reads one line from left to right with care: every escape, every form of value, an error for
 * everything else. First {@link #readTable}, then {@link #nextTag} until it says no, then {@link
 * #nextField} until it says no, then {@link #readTimestamp}.
 */
final class LineReader {
    private static final byte ESCAPE = '\\';

    private final ByteText name = new ByteText();
    private final FieldValue value = new FieldValue();
    private final NumberText numbers = new NumberText();
    private byte[] line = {};
    private int position;
    private int end;
    private int namePosition;
    private int valuePosition;
    private boolean hasMoreFields;
    private TimestampUnit timestampUnit = TimestampUnit.NANOSECONDS;

    /**
     * Turns to a line.
     *
     * @param end where the line's end mark stands
     */
    void begin(byte[] line, int start, int end) {
        this.line = line;
        this.position = start;
        this.end = end;
    }

    /** The name that was read last, without escapes. */
    ByteText name() {
        return name;
    }

    int namePosition() {
        return namePosition;
    }

    /** The value that was read last. */
    FieldValue value() {
        return value;
    }

    int valuePosition() {
        return valuePosition;
    }

    int position() {
        return position;
    }

    /** Reads the table's name into {@link #name()}. */
    void readTable() throws LineException {
        namePosition = position;
        readText(name, LineErrorCode.INVALID_TABLE_NAME);
        if (position < end && peek() == '=') {
            throw fail(LineErrorCode.INVALID_TABLE_NAME, "'=' in a table name needs a '\\'");
        }
        int lengthBytes = name.lengthBytes();
        if (lengthBytes == 0 || lengthBytes > NameRules.MAX_NAME_BYTES) {
            throw new LineException(
                    LineErrorCode.INVALID_TABLE_NAME,
                    namePosition,
                    "a table name has 1 to "
                            + NameRules.MAX_NAME_BYTES
                            + " bytes, not "
                            + lengthBytes);
        }
    }

    /** Reads the next tag into {@link #name()} and {@link #value()}, if there is one. */
    boolean nextTag() throws LineException {
        if (position == end || peek() != ',') {
            return false;
        }
        position++;
        readName(LineErrorCode.INCOMPLETE_TAG, "tag");
        valuePosition = position;
        readText(value.beginTag(), LineErrorCode.INVALID_TAG_VALUE);
        if (position < end && peek() == '=') {
            throw fail(LineErrorCode.INVALID_TAG_VALUE, "'=' in a tag value needs a '\\'");
        }
        if (value.text().lengthBytes() == 0) {
            value.read(line, position, position);
        }
        return true;
    }

    /**
     * Steps from the tags to the fields.
     *
     * @param tagsEnd where the space or end of the line behind the tags stands
     * @param hasTags whether the line may do without fields
     */
    void beginFields(int tagsEnd, boolean hasTags) throws LineException {
        position = tagsEnd;
        hasMoreFields = false;
        if (position < end) {
            position++;
            hasMoreFields = hasEqualsSign();
        }
        if (hasMoreFields || hasTags) {
            return;
        }
        boolean onlyTime = position == end || numbers.readLong(line, position, end);
        throw onlyTime
                ? fail(LineErrorCode.NO_FIELDS, "the line has neither tags nor fields")
                : fail(LineErrorCode.INCOMPLETE_FIELD, "a field needs the form name=value");
    }

    /** Reads the next field into {@link #name()} and {@link #value()}, if there is one. */
    boolean nextField() throws LineException {
        if (!hasMoreFields) {
            return false;
        }
        readName(LineErrorCode.INCOMPLETE_FIELD, "field");
        valuePosition = position;
        byte first = position < end ? peek() : (byte) ' ';
        if (first == '=') {
            position = BinaryReader.read(line, position + 1, end, value);
            checkSeparator("the binary value");
        } else if (first == '"') {
            readString();
        } else {
            int start = position;
            while (position < end && peek() != ',' && peek() != ' ') {
                position++;
            }
            value.read(line, start, position);
        }
        hasMoreFields = position < end && peek() == ',';
        if (position < end) {
            position++;
        }
        return true;
    }

    /**
     * Reads the time at the end of the line.
     *
     * @param unit of a time without a suffix
     * @return false if there is none
     */
    boolean readTimestamp(TimestampUnit unit) throws LineException {
        valuePosition = position;
        if (position == end) {
            return false;
        }
        byte suffix = line[end - 1];
        boolean hasSuffix = FieldValue.isTimeSuffix(suffix);
        timestampUnit = hasSuffix ? FieldValue.unitOf(suffix) : unit;
        if (!numbers.readLong(line, position, hasSuffix ? end - 1 : end)) {
            throw fail(
                    LineErrorCode.INVALID_TIMESTAMP, "the designated timestamp is no whole number");
        }
        return true;
    }

    /** The time that {@link #readTimestamp} read. */
    long timestamp() {
        return numbers.number();
    }

    /** Unit of {@link #timestamp()}. */
    TimestampUnit timestampUnit() {
        return timestampUnit;
    }

    LineException fail(LineErrorCode code, String reason) {
        return new LineException(code, position, reason);
    }

    private void readName(LineErrorCode incomplete, String what) throws LineException {
        namePosition = position;
        readText(name, LineErrorCode.INVALID_COLUMN_NAME);
        if (position == end || peek() != '=') {
            throw fail(incomplete, "a " + what + " needs the form name=value");
        }
        int lengthBytes = name.lengthBytes();
        if (lengthBytes == 0 || lengthBytes > NameRules.MAX_NAME_BYTES) {
            throw new LineException(
                    LineErrorCode.INVALID_COLUMN_NAME,
                    namePosition,
                    "a column name has 1 to "
                            + NameRules.MAX_NAME_BYTES
                            + " bytes, not "
                            + lengthBytes);
        }
        position++;
    }

    /** Reads up to the next comma, space or '=' that is not escaped. */
    private void readText(ByteText into, LineErrorCode code) throws LineException {
        into.clear();
        while (position < end) {
            byte next = peek();
            if (next == ',' || next == ' ' || next == '=') {
                break;
            }
            if (next == 0) {
                throw fail(code, "a byte is zero");
            }
            if (next == ESCAPE && position + 1 < end && isEscapable(position + 1)) {
                position++;
                next = peek();
            }
            into.append(next);
            position++;
        }
        if (!into.isWellFormed()) {
            throw fail(code, "the text before is not UTF-8");
        }
    }

    private void readString() throws LineException {
        ByteText text = value.beginString();
        int start = position;
        position++;
        while (position < end && peek() != '"') {
            byte next = peek();
            if (next == ESCAPE && position + 1 < end && isEscapableInString(position + 1)) {
                position++;
                next = peek();
            }
            text.append(next);
            position++;
        }
        if (position == end) {
            throw new LineException(
                    LineErrorCode.INVALID_FIELD_VALUE,
                    start,
                    "the quoted text does not end in its line");
        }
        position++;
        if (!text.isWellFormed()) {
            throw new LineException(
                    LineErrorCode.INVALID_FIELD_VALUE, start, "the quoted text is not UTF-8");
        }
        checkSeparator("the quoted text");
    }

    private void checkSeparator(String what) throws LineException {
        if (position < end && peek() != ',' && peek() != ' ') {
            throw fail(
                    LineErrorCode.INVALID_FIELD_SEPARATOR,
                    "a comma or a space must follow " + what);
        }
    }

    /** Whether an '=' that is not escaped lies ahead, as it must if there are fields. */
    private boolean hasEqualsSign() {
        for (int ahead = position; ahead < end; ahead++) {
            byte next = line[ahead];
            if (next == '=') {
                return true;
            }
            if (next == ESCAPE) {
                ahead++;
            }
        }
        return false;
    }

    private boolean isEscapable(int at) {
        byte escaped = line[at];
        return escaped == ' ' || escaped == ',' || escaped == '=' || isEscapableInString(at);
    }

    private boolean isEscapableInString(int at) {
        byte escaped = line[at];
        return escaped == '"' || escaped == ESCAPE || escaped == '\n' || escaped == '\r';
    }

    private byte peek() {
        return line[position];
    }
}
