package dev.tidemark.ingest.parse;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Lines with binary values, put together byte by byte. */
final class BinaryLines {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    BinaryLines text(String text) {
        bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    BinaryLines raw(int... values) {
        for (int value : values) {
            bytes.write(value);
        }
        return this;
    }

    BinaryLines real(String name, double value) {
        text(name + "==").raw(16);
        return little(8, Double.doubleToRawLongBits(value));
    }

    BinaryLines array(String name, int[] lengths, double... elements) {
        text(name + "==").raw(14, 10, lengths.length);
        for (int length : lengths) {
            little(4, length);
        }
        for (double element : elements) {
            little(8, Double.doubleToRawLongBits(element));
        }
        return this;
    }

    BinaryLines decimal(String name, String value) {
        BigDecimal decimal = new BigDecimal(value);
        byte[] unscaled = decimal.unscaledValue().toByteArray();
        text(name + "==").raw(23, decimal.scale(), unscaled.length);
        bytes.writeBytes(unscaled);
        return this;
    }

    BinaryLines little(int count, long value) {
        byte[] all = new byte[Long.BYTES];
        ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN).putLong(value);
        bytes.write(all, 0, count);
        return this;
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
