package dev.tidemark.ingest.parse;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Text of random lines: mostly like the line before, as real senders write, with now and then every
 * form that the grammar has, and things that it forbids.
 */
public final class RandomLines {
    /** First of 256 characters, of no other use, that stand for single bytes. */
    private static final int RAW_BYTES = 0xE000;

    private static final String[] TABLES = {"cpu", "Cpu", "mem", "a\\ b", "t"};
    private static final String[] TAGS = {
        "host", "region", "Host", "rack\\=1", "x", "service_environment", "usage_user"
    };
    private static final String[] TAG_VALUES = {
        "a", "b", "host_1", "eu-central-1a", "x\\ y", "z\\,z", "\"q\"", "ä", "back\\slash", ""
    };
    private static final String[] FIELDS = {
        "usage_user",
        "usage_system",
        "u",
        "Usage_User",
        "f\\ f",
        "latitude",
        "flag",
        "note",
        "big",
        "price",
        "when",
        "a_name_of_more_than_twenty_four_bytes",
        "timestamp",
        "host"
    };
    private static final String[] ODD_VALUES = {
        "",
        "t",
        "F",
        "TRUE",
        "False",
        "0x1fi",
        "0xABCDEFabcdef0123456789i",
        "5t",
        "1700000000n",
        "12m",
        "-7t",
        "1e3",
        "1E-3",
        ".5",
        "5.",
        "+1",
        "NaN",
        "-Infinity",
        "infinity",
        "1.5d",
        "-0.125d",
        "1.2340d",
        "1.23456d",
        "1e15d",
        "7.d",
        "d",
        "1e400d",
        "9223372036854775807i",
        "-9223372036854775808i",
        "9223372036854775808i",
        "0x",
        "x",
        "--1",
        "1.2.3",
        "12345678901234567890",
        "0.1234567890123456789",
        "1e400",
        "4.9e-324",
        "\"\"",
        "\"a\\\"b\"",
        "\"a\\\\\"",
        "\"tab\there\"",
        "\"ünï\"",
        "\"unterminated",
        "\"x\"y",
        "=1",
        "1 2",
        "00000000000000000000000001i",
        "000000000000000000000.5",
        "1i2",
        "tr",
        "falsey"
    };
    private static final String[] ODD_TIMES = {
        "",
        " ",
        " 5",
        " 1700000000000000000",
        " 1700000000000000t",
        " 1700000000000m",
        " -5",
        " 99999999999999999999",
        " 9223372036854775807",
        " 12x",
        " 1700000000000000000n",
        "  7",
        " 9223372036854775807t"
    };

    private final Random random;
    private final List<String> tags = new ArrayList<>();
    private final List<String> fields = new ArrayList<>();
    private final int oddity;

    /** Whether values come in binary as well. */
    private final boolean isBinary;

    private String table = "cpu";
    private long time = 1_451_606_400_000_000_000L;

    /** Lines of text only. */
    public RandomLines(Random random) {
        this(random, false);
    }

    /**
     * @param isBinary whether values come in binary as well, which may take in what follows
     */
    public RandomLines(Random random, boolean isBinary) {
        this.random = random;
        this.isBinary = isBinary;
        this.oddity = 5 + random.nextInt(200);
        change();
    }

    public byte[] text(int lines) {
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < lines; line++) {
            if (random.nextInt(30) == 0) {
                change();
            }
            append(text);
        }
        return bytes(text.toString());
    }

    /** UTF-8, but for the characters that stand for single bytes. */
    private static byte[] bytes(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        text.codePoints()
                .forEach(character -> {
                    boolean isRaw = character >= RAW_BYTES && character < RAW_BYTES + 256;
                    bytes.writeBytes(
                            isRaw
                                    ? new byte[] {(byte) (character - RAW_BYTES)}
                                    : Character.toString(character)
                                            .getBytes(StandardCharsets.UTF_8));
                });
        return bytes.toByteArray();
    }

    private static String raw(byte... bytes) {
        StringBuilder text = new StringBuilder();
        for (byte value : bytes) {
            text.append((char) (RAW_BYTES + Byte.toUnsignedInt(value)));
        }
        return text.toString();
    }

    /** A binary value with its second '='; often with bytes that mean something in text. */
    private String binary() {
        ByteBuffer bytes = ByteBuffer.allocate(1_000).order(ByteOrder.LITTLE_ENDIAN);
        int type = new int[] {16, 16, 16, 14, 14, 23, 23, 2, 3, 6, 13, 15}[random.nextInt(12)];
        bytes.put((byte) type);
        switch (type) {
            case 2, 3 -> bytes.putInt(random.nextInt());
            case 6 -> bytes.put((byte) random.nextInt(3));
            case 13 ->
                    bytes.put((byte) random.nextInt(isOdd() ? 9 : 4))
                            .putLong(random.nextLong() >> (1 + random.nextInt(60)));
            case 14 -> {
                int dimensions = isOdd() ? random.nextInt(40) : 1 + random.nextInt(2);
                bytes.put((byte) (isOdd() ? pick(new String[] {"!", "\6", "x"}).charAt(0) : 10));
                bytes.put((byte) dimensions);
                int elements = 1;
                for (int dimension = 0; dimension < Math.min(dimensions, 32); dimension++) {
                    int length = dimension > 3 ? 1 : random.nextInt(3);
                    bytes.putInt(isOdd() ? random.nextInt() : length);
                    elements *= length;
                }
                for (int element = 0; element < elements; element++) {
                    bytes.putDouble(random.nextGaussian());
                }
            }
            case 23 -> {
                int length = isOdd() ? random.nextInt(40) : random.nextInt(8);
                bytes.put((byte) random.nextInt(isOdd() ? 90 : 4)).put((byte) length);
                for (int index = 0; index < length; index++) {
                    bytes.put((byte) random.nextInt());
                }
            }
            default -> bytes.putLong(textLike());
        }
        byte[] written = new byte[bytes.position()];
        bytes.get(0, written);
        return "=" + raw(written);
    }

    private long textLike() {
        long value = 0;
        for (int index = 0; index < Long.BYTES; index++) {
            value = value << 8 | "\n\r\\ ,=\"\0x\177".charAt(random.nextInt(10));
        }
        return random.nextBoolean() ? value : random.nextLong();
    }

    /** The text with one change: a bit, a byte, one more byte, or a part of it over another. */
    public static byte[] mutate(byte[] text, Random random) {
        if (text.length == 0) {
            return text;
        }
        int at = random.nextInt(text.length);
        ByteArrayOutputStream mutated = new ByteArrayOutputStream();
        mutated.write(text, 0, at);
        switch (random.nextInt(5)) {
            case 0 -> mutated.write(text[at] ^ (1 << random.nextInt(8)));
            case 1 -> mutated.write("\\ ,=\"\n\r0it\0".charAt(random.nextInt(11)));
            case 2 -> mutated.write(random.nextInt(256));
            case 3 -> {
                mutated.write(" ,=\"\\\n\r-.e".charAt(random.nextInt(10)));
                mutated.write(text[at]);
            }
            default -> {
                int again = random.nextInt(text.length);
                mutated.write(text, again, Math.min(20, text.length - again));
            }
        }
        mutated.write(text, at + 1, text.length - at - 1);
        return mutated.toByteArray();
    }

    private void change() {
        table = pick(TABLES);
        tags.clear();
        fields.clear();
        for (int count = random.nextInt(4); count > 0; count--) {
            tags.add(pick(TAGS));
        }
        for (int count = random.nextInt(8); count > 0; count--) {
            fields.add(pick(FIELDS));
        }
    }

    private void append(StringBuilder text) {
        text.append(table);
        for (String tag : tags) {
            text.append(',').append(tag).append('=').append(pick(TAG_VALUES));
        }
        char separator = ' ';
        for (String field : fields) {
            if (!isOdd()) {
                text.append(separator).append(field).append('=').append(value(field));
                separator = ',';
            }
        }
        if (random.nextInt(4) == 0) {
            time += random.nextInt(1_000_000_000);
        }
        text.append(isOdd() ? pick(ODD_TIMES) : " " + time);
        text.append(isOdd() ? pick(new String[] {"\r\n", "\n\n", "\r", "\n \n"}) : "\n");
    }

    private String value(String field) {
        if (isBinary && random.nextInt(3) == 0) {
            return binary();
        }
        if (isOdd()) {
            return pick(ODD_VALUES);
        }
        return switch (field) {
            case "latitude", "u" -> decimal();
            case "flag" -> random.nextBoolean() ? "t" : "false";
            case "note", "host", "f\\ f" ->
                    '"' + "some plain text".substring(random.nextInt(15)) + '"';
            case "price" -> "%d.%02dd".formatted(random.nextInt(9_000), random.nextInt(100));
            case "big" -> random.nextLong() + "i";
            case "when", "timestamp" -> "1451606400" + random.nextInt(10) + "00000t";
            default -> random.nextInt(random.nextBoolean() ? 100 : 100_000_000) + "i";
        };
    }

    private String decimal() {
        return switch (random.nextInt(4)) {
            case 0 -> Integer.toString(random.nextInt(1_000));
            case 1 -> Double.toString(random.nextDouble());
            case 2 -> Double.toString(random.nextGaussian() * 100);
            default -> "%d.%05d".formatted(random.nextInt(90), random.nextInt(100_000));
        };
    }

    private boolean isOdd() {
        return random.nextInt(oddity) == 0;
    }

    private String pick(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }
}
