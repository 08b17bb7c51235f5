package dev.tidemark.pgwire.row;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.core.column.SymbolDictionary;
import dev.tidemark.core.column.Vector;
import dev.tidemark.core.decimal.Int256;
import dev.tidemark.core.type.ArrayLayout;
import dev.tidemark.pgwire.Seeds;
import dev.tidemark.pgwire.codec.FormatCodes;
import dev.tidemark.sql.Result;
import dev.tidemark.sql.ResultColumn;
import dev.tidemark.sql.type.SqlType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class RowEncoderTest {
    private static final List<SqlType> TYPES =
            Stream.concat(
                            SqlType.constants().stream().filter(type -> type != SqlType.UNKNOWN),
                            Stream.of(
                                    SqlType.decimal(18, 3),
                                    SqlType.decimal(38, 38),
                                    SqlType.decimal(76, 2),
                                    SqlType.decimal(9, 0),
                                    SqlType.array(1),
                                    SqlType.array(3)))
                    .toList();
    private static final long EPOCH_2000_MICROS = 946_684_800_000_000L;
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final SymbolDictionary SYMBOLS = new SymbolDictionary();

    static {
        SYMBOLS.intern("");
        SYMBOLS.intern("host_1");
        SYMBOLS.intern("größe");
        SYMBOLS.intern("x".repeat(300));
    }

    /** A batch in memory; a result that is at it. */
    private record Batch(List<ResultColumn> columns, List<Vector> vectors, int rowCount)
            implements Result {
        @Override
        public int timestampIndex() {
            return -1;
        }

        @Override
        public boolean next() {
            return false;
        }

        @Override
        public Vector column(int index) {
            return vectors.get(index);
        }

        @Override
        public long affectedRows() {
            return rowCount;
        }

        @Override
        public String commandTag() {
            return "SELECT " + rowCount;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    @Test
    void randomBatchesAreWhatANaiveWriterWrites() throws IOException {
        SplittableRandom random = Seeds.random("RowEncoderTest");
        for (int round = 0; round < 60; round++) {
            List<ResultColumn> columns = new ArrayList<>();
            List<Integer> formats = new ArrayList<>();
            for (int count = 1 + random.nextInt(20); count > 0; count--) {
                columns.add(new ResultColumn("c", TYPES.get(random.nextInt(TYPES.size()))));
                formats.add(random.nextInt(2));
            }
            RowEncoder encoder = new RowEncoder(columns, new FormatCodes(formats));
            for (int batchCount = 0; batchCount < 3; batchCount++) {
                Batch batch = randomBatch(columns, random);
                byte[] expected = expected(batch, formats);
                assertArrayEquals(expected, encode(encoder, batch, random), "round " + round);
            }
        }
    }

    @Test
    void timesAreWrittenAsPostgresWritesThem() throws IOException {
        assertEquals("2016-01-01 00:00:00", text(SqlType.TIMESTAMP, 1_451_606_400_000_000L));
        assertEquals("2016-01-01 00:00:00.000001", text(SqlType.TIMESTAMP, 1_451_606_400_000_001L));
        assertEquals("2016-01-01 00:00:00.25", text(SqlType.DATE, 1_451_606_400_250L));
        assertEquals(
                "2016-01-01 00:00:00.123456",
                text(SqlType.TIMESTAMP_NS, 1_451_606_400_123_456_789L));
        assertEquals("1969-12-31 23:59:59.999999", text(SqlType.TIMESTAMP_NS, -1L));
        assertEquals("1970-01-01 00:00:00", text(SqlType.TIMESTAMP, 0L));
        assertEquals("2000-02-29 12:30:15", text(SqlType.TIMESTAMP, 951_827_415_000_000L));
        assertEquals("0001-01-01 00:00:00", text(SqlType.TIMESTAMP, -62_135_596_800_000_000L));
        assertEquals("0001-12-31 23:59:59 BC", text(SqlType.TIMESTAMP, -62_135_596_801_000_000L));
        assertEquals("10000-01-01 00:00:00", text(SqlType.TIMESTAMP, 253_402_300_800_000_000L));
        assertEquals("294247-01-10 04:00:54.775807", text(SqlType.TIMESTAMP, Long.MAX_VALUE));
        assertEquals("290309-12-21 19:59:05.224192 BC", text(SqlType.TIMESTAMP, Long.MIN_VALUE));
    }

    @Test
    void timesBeyondTheBinaryFormatBecomeItsEnds() throws IOException {
        assertEquals(Long.MIN_VALUE, binaryLong(SqlType.TIMESTAMP, Long.MIN_VALUE));
        assertEquals(Long.MIN_VALUE, binaryLong(SqlType.DATE, Long.MIN_VALUE));
        assertEquals(Long.MAX_VALUE - EPOCH_2000_MICROS, binaryLong(SqlType.DATE, Long.MAX_VALUE));
        assertEquals(-1, binaryLong(SqlType.TIMESTAMP_NS, EPOCH_2000_MICROS * 1_000 - 1));
    }

    @Test
    void integersAreWrittenToTheirEnds() throws IOException {
        long power = 1;
        for (int digits = 1; digits <= 18; digits++) {
            for (long value : new long[] {power, power - 1, power + 1, -power, 1 - power}) {
                assertEquals(Long.toString(value), text(SqlType.LONG, value));
            }
            power *= 10;
        }
        assertEquals("9223372036854775807", text(SqlType.LONG, Long.MAX_VALUE));
        assertEquals("-9223372036854775808", text(SqlType.LONG, Long.MIN_VALUE));
    }

    @Test
    void longTextsGetARowForThemselves() throws IOException {
        Vector vector = new Vector(SqlType.VARCHAR.columnType());
        byte[] text = "y".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = vector.reserveBytes(3 * text.length);
        for (int row = 0; row < 3; row++) {
            System.arraycopy(text, 0, bytes, row * text.length, text.length);
            vector.offsets()[row + 1] = (row + 1) * text.length;
        }
        vector.setLength(3);
        List<ResultColumn> columns = List.of(new ResultColumn("c", SqlType.VARCHAR));
        RowEncoder encoder = new RowEncoder(columns, FormatCodes.TEXT);
        encoder.load(new Batch(columns, List.of(vector), 3));
        int rowBytes = 7 + 4 + text.length;
        assertEquals(3L * rowBytes, encoder.pendingBytes());
        ByteBuf tooSmall = Unpooled.buffer(rowBytes - 1, rowBytes - 1);
        assertEquals(0, encoder.encode(3, tooSmall));
        ByteBuf target = Unpooled.buffer(2 * rowBytes, 2 * rowBytes);
        assertEquals(1, encoder.encode(1, target));
        assertEquals(1, encoder.encode(3, target));
        assertTrue(encoder.hasRows());
        assertEquals(rowBytes, encoder.nextRowBytes());
        target.clear();
        assertEquals(1, encoder.encode(3, target));
        assertFalse(encoder.hasRows());
        assertEquals(0, encoder.pendingBytes());
    }

    private static byte[] encode(RowEncoder encoder, Batch batch, SplittableRandom random) {
        encoder.load(batch);
        ByteBuf all = Unpooled.buffer();
        while (encoder.hasRows()) {
            ByteBuf part = Unpooled.buffer(3);
            part.writeMedium(0);
            part.ensureWritable(encoder.nextRowBytes() + random.nextInt(3_000));
            int rows = encoder.encode(1 + random.nextInt(100), part);
            assertTrue(rows > 0);
            part.skipBytes(3);
            all.writeBytes(part);
        }
        byte[] bytes = new byte[all.readableBytes()];
        all.readBytes(bytes);
        return bytes;
    }

    private static byte[] expected(Batch batch, List<Integer> formats) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int row = 0; row < batch.rowCount(); row++) {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            DataOutputStream out = new DataOutputStream(content);
            out.writeShort(batch.columns().size());
            for (int index = 0; index < batch.columns().size(); index++) {
                SqlType type = batch.columns().get(index).type();
                byte[] cell = cell(batch.column(index), type, row, formats.get(index) == 1);
                out.writeInt(cell == null ? -1 : cell.length);
                out.write(cell == null ? new byte[0] : cell);
            }
            DataOutputStream message = new DataOutputStream(all);
            message.writeByte('D');
            message.writeInt(content.size() + 4);
            message.write(content.toByteArray());
        }
        return all.toByteArray();
    }

    private static byte @Nullable [] cell(Vector vector, SqlType type, int row, boolean isBinary)
            throws IOException {
        if (vector.isNull(row)) {
            return null;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        switch (type.kind()) {
            case BOOLEAN -> {
                long value = vector.longs()[row];
                out.writeByte(isBinary ? (int) value : value == 0 ? 'f' : 't');
            }
            case BYTE, SHORT, INT, LONG -> {
                long value = vector.longs()[row];
                if (!isBinary) {
                    out.writeBytes(Long.toString(value));
                } else if (type == SqlType.LONG) {
                    out.writeLong(value);
                } else if (type == SqlType.INT) {
                    out.writeInt((int) value);
                } else {
                    out.writeShort((int) value);
                }
            }
            case FLOAT -> {
                float value = (float) vector.doubles()[row];
                if (isBinary) {
                    out.writeFloat(value);
                } else {
                    out.writeBytes(Integer.toString((int) value));
                }
            }
            case DOUBLE -> {
                double value = vector.doubles()[row];
                if (isBinary) {
                    out.writeDouble(value);
                } else {
                    out.writeBytes(Integer.toString((int) value));
                }
            }
            case DATE, TIMESTAMP, TIMESTAMP_NS -> {
                long perSecond = type.columnType().unitsPerSecond();
                long ticks = vector.longs()[row];
                long micros =
                        perSecond == 1_000
                                ? ticks * 1_000
                                : Math.floorDiv(ticks, perSecond / 1_000_000);
                if (isBinary) {
                    out.writeLong(micros - EPOCH_2000_MICROS);
                } else {
                    out.writeBytes(timeText(micros));
                }
            }
            case SYMBOL -> out.write(SYMBOLS.bytes(vector.codes()[row]));
            case UNKNOWN, VARCHAR -> {
                int start = vector.offsets()[row];
                out.write(vector.bytes(), start, vector.offsets()[row + 1] - start);
            }
            case UUID -> {
                long low = vector.longs()[2 * row];
                long high = vector.longs()[2 * row + 1];
                if (isBinary) {
                    out.writeLong(high);
                    out.writeLong(low);
                } else {
                    out.writeBytes(new UUID(high, low).toString());
                }
            }
            case LONG256 -> {
                BigInteger value = BigInteger.ZERO;
                for (int word = 3; word >= 0; word--) {
                    String unsigned = Long.toUnsignedString(vector.longs()[4 * row + word]);
                    value = value.shiftLeft(64).add(new BigInteger(unsigned));
                }
                out.writeBytes("0x" + value.toString(16));
            }
            case DECIMAL -> {
                BigInteger unscaled = vector.readDecimal(row, new Int256()).toBigInteger();
                BigDecimal value = new BigDecimal(unscaled, type.columnType().scale());
                if (isBinary) {
                    writeNumeric(value, out);
                } else {
                    out.writeBytes(value.toPlainString());
                }
            }
            case ARRAY -> {
                int at = vector.offsets()[row];
                int dimensions = type.columnType().dimensions();
                if (isBinary) {
                    writeArray(vector.bytes(), at, dimensions, out);
                } else {
                    out.writeBytes(arrayText(vector.bytes(), at, dimensions));
                }
            }
        }
        return bytes.toByteArray();
    }

    /** Digits of base 10,000, from the decimal text cut into fours on both sides of the point. */
    private static void writeNumeric(BigDecimal value, DataOutputStream out) throws IOException {
        String text = value.abs().toPlainString();
        int point = text.indexOf('.');
        String whole = point < 0 ? text : text.substring(0, point);
        String fraction = point < 0 ? "" : text.substring(point + 1);
        String left = "0".repeat((4 - whole.length() % 4) % 4) + whole;
        String all = left + fraction + "0".repeat((4 - fraction.length() % 4) % 4);
        List<Integer> digits = new ArrayList<>();
        for (int at = 0; at < all.length(); at += 4) {
            digits.add(Integer.parseInt(all.substring(at, at + 4)));
        }
        int weight = left.length() / 4 - 1;
        while (!digits.isEmpty() && digits.getFirst() == 0) {
            digits.removeFirst();
            weight--;
        }
        while (!digits.isEmpty() && digits.getLast() == 0) {
            digits.removeLast();
        }
        out.writeShort(digits.size());
        out.writeShort(digits.isEmpty() ? 0 : weight);
        out.writeShort(value.signum() < 0 ? 0x4000 : 0);
        out.writeShort(value.scale());
        for (int digit : digits) {
            out.writeShort(digit);
        }
    }

    private static void writeArray(byte[] bytes, int at, int dimensions, DataOutputStream out)
            throws IOException {
        int elements = ArrayLayout.elementCount(bytes, at, dimensions);
        out.writeInt(elements == 0 ? 0 : dimensions);
        out.writeInt(0);
        out.writeInt(701);
        for (int dimension = 0; dimension < dimensions && elements > 0; dimension++) {
            out.writeInt(ArrayLayout.length(bytes, at, dimension));
            out.writeInt(1);
        }
        for (int index = 0; index < elements; index++) {
            out.writeInt(8);
            out.writeDouble(ArrayLayout.element(bytes, at, dimensions, index));
        }
    }

    private static String arrayText(byte[] bytes, int at, int dimensions) {
        int elements = ArrayLayout.elementCount(bytes, at, dimensions);
        List<String> lists = new ArrayList<>();
        for (int index = 0; index < elements; index++) {
            lists.add(Integer.toString((int) ArrayLayout.element(bytes, at, dimensions, index)));
        }
        for (int dimension = dimensions - 1; dimension >= 0 && elements > 0; dimension--) {
            int length = ArrayLayout.length(bytes, at, dimension);
            List<String> outer = new ArrayList<>();
            for (int first = 0; first < lists.size(); first += length) {
                outer.add("{" + String.join(",", lists.subList(first, first + length)) + "}");
            }
            lists = outer;
        }
        return elements == 0 ? "{}" : lists.getFirst();
    }

    private static String timeText(long micros) {
        LocalDateTime time =
                LocalDateTime.ofEpochSecond(Math.floorDiv(micros, 1_000_000), 0, ZoneOffset.UTC);
        long fraction = Math.floorMod(micros, 1_000_000);
        String decimals =
                fraction == 0 ? "" : "." + "%06d".formatted(fraction).replaceAll("0+$", "");
        return SECONDS.format(time) + decimals;
    }

    private static Batch randomBatch(List<ResultColumn> columns, SplittableRandom random) {
        int rows = 1 + random.nextInt(random.nextBoolean() ? 10 : Vector.SIZE);
        List<Vector> vectors = new ArrayList<>();
        for (ResultColumn column : columns) {
            Vector vector = new Vector(column.type().columnType());
            vector.setLength(rows);
            boolean hasNulls = random.nextBoolean();
            for (int row = 0; row < rows; row++) {
                fill(vector, row, random);
                if (hasNulls && random.nextInt(3) == 0) {
                    vector.setNull(row);
                }
            }
            vectors.add(vector);
        }
        return new Batch(columns, vectors, rows);
    }

    private static void fill(Vector vector, int row, SplittableRandom random) {
        switch (vector.type().kind()) {
            case BOOLEAN -> vector.longs()[row] = random.nextInt(2);
            case BYTE -> vector.longs()[row] = (byte) random.nextInt();
            case SHORT -> vector.longs()[row] = (short) random.nextInt();
            case INT -> vector.longs()[row] = random.nextInt();
            case LONG -> vector.longs()[row] = random.nextLong() >> random.nextInt(64);
            // Whole ones; the others have a test of their own.
            case FLOAT, DOUBLE -> vector.doubles()[row] = random.nextInt(-9_999, 9_999) | 1;
            // From year 1 to 9999, to the unit or to whole seconds.
            case DATE, TIMESTAMP -> {
                long perSecond = vector.type().unitsPerSecond();
                long seconds = random.nextLong(-62_135_596_800L, 253_402_300_800L);
                vector.longs()[row] =
                        seconds * perSecond
                                + (random.nextBoolean() ? 0 : random.nextLong(perSecond));
            }
            case TIMESTAMP_NS -> vector.longs()[row] = random.nextLong();
            case SYMBOL -> {
                vector.setDictionary(SYMBOLS);
                vector.codes()[row] = random.nextInt(SYMBOLS.size());
            }
            case VARCHAR -> {
                byte[] text = new byte[random.nextInt(4) == 0 ? 0 : random.nextInt(60)];
                random.nextBytes(text);
                int start = vector.offsets()[row];
                System.arraycopy(
                        text, 0, vector.reserveBytes(start + text.length), start, text.length);
                vector.offsets()[row + 1] = start + text.length;
            }
            case DECIMAL -> {
                int bits = random.nextInt(vector.type().widthBytes() * 8 - 3);
                BigInteger value = new BigInteger(bits, new Random(random.nextLong()));
                Int256 unscaled = new Int256().set(random.nextBoolean() ? value : value.negate());
                if (!unscaled.fits(vector.type().precision())) {
                    unscaled.set(random.nextInt(3) - 1);
                }
                int words = vector.wordsPerValue();
                unscaled.store(vector.longs(), row * words, words);
            }
            case ARRAY -> {
                int dimensions = vector.type().dimensions();
                byte[] bytes = new byte[ArrayLayout.headerBytes(dimensions) + 27 * Double.BYTES];
                for (int dimension = 0; dimension < dimensions; dimension++) {
                    int length = random.nextInt(30) == 0 ? 0 : 1 + random.nextInt(3);
                    ArrayLayout.putLength(bytes, 0, dimension, length);
                }
                int elements = ArrayLayout.elementCount(bytes, 0, dimensions);
                for (int index = 0; index < elements; index++) {
                    int element = random.nextInt(-9_999, 9_999) | 1;
                    ArrayLayout.putElement(bytes, 0, dimensions, index, element);
                }
                int start = vector.offsets()[row];
                int length = ArrayLayout.headerBytes(dimensions) + elements * Double.BYTES;
                System.arraycopy(bytes, 0, vector.reserveBytes(start + length), start, length);
                vector.offsets()[row + 1] = start + length;
            }
            case UUID, LONG256 -> {
                int words = vector.wordsPerValue();
                for (int word = 0; word < words; word++) {
                    vector.longs()[row * words + word] =
                            random.nextInt(3) == 0 ? 0 : random.nextLong();
                }
            }
        }
    }

    private static String text(SqlType type, long ticks) throws IOException {
        return new String(single(type, ticks, FormatCodes.TEXT), StandardCharsets.US_ASCII);
    }

    private static long binaryLong(SqlType type, long ticks) throws IOException {
        return new BigInteger(single(type, ticks, new FormatCodes(List.of(1)))).longValueExact();
    }

    /** The one value of a row. */
    private static byte[] single(SqlType type, long value, FormatCodes formats) throws IOException {
        Vector vector = new Vector(type.columnType());
        vector.longs()[0] = value;
        vector.setLength(1);
        List<ResultColumn> columns = List.of(new ResultColumn("c", type));
        RowEncoder encoder = new RowEncoder(columns, formats);
        encoder.load(new Batch(columns, List.of(vector), 1));
        ByteBuf target = Unpooled.buffer(1_000);
        assertEquals(1, encoder.encode(1, target));
        target.skipBytes(7);
        byte[] cell = new byte[target.readInt()];
        target.readBytes(cell);
        assertFalse(target.isReadable());
        assertNotNull(cell);
        return cell;
    }
}
