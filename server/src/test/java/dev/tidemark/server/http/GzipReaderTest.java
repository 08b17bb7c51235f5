package dev.tidemark.server.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;

class GzipReaderTest {
    private static final byte[] TEXT =
            "m,a=b v=1i 1000\n".repeat(50).getBytes(StandardCharsets.UTF_8);

    private final Random random = random();

    @Test
    void textComesBackHoweverItIsCut() throws Exception {
        for (int round = 0; round < 200; round++) {
            byte[] plain = new byte[random.nextInt(1 << random.nextInt(18))];
            if (random.nextBoolean()) {
                random.nextBytes(plain);
            }
            byte[] compressed = gzip(plain);
            assertArrayEquals(plain, read(compressed));
        }
    }

    @Test
    void membersFollowEachOther() throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        for (String part : new String[] {"one\n", "", "three\n"}) {
            plain.writeBytes(part.getBytes(StandardCharsets.UTF_8));
            all.writeBytes(gzip(part.getBytes(StandardCharsets.UTF_8)));
        }
        assertArrayEquals(plain.toByteArray(), read(all.toByteArray()));
    }

    @Test
    void optionalPartsOfTheHeaderAreSkipped() throws Exception {
        byte[] compressed = gzip(TEXT);
        for (int flags = 0; flags < 32; flags++) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.write(compressed, 0, 3);
            bytes.write(flags);
            bytes.write(compressed, 4, 6);
            if ((flags & 4) != 0) {
                bytes.writeBytes(new byte[] {3, 0, 'x', 'y', 'z'});
            }
            if ((flags & 8) != 0) {
                bytes.writeBytes(new byte[] {'n', 'a', 'm', 'e', 0});
            }
            if ((flags & 16) != 0) {
                bytes.writeBytes(new byte[] {'w', 'h', 'y', 0});
            }
            if ((flags & 2) != 0) {
                bytes.writeBytes(new byte[] {1, 2});
            }
            bytes.write(compressed, 10, compressed.length - 10);
            assertArrayEquals(TEXT, read(bytes.toByteArray()), "flags " + flags);
        }
    }

    @Test
    void atEveryCutTheTextIsNotWhole() throws Exception {
        byte[] compressed = gzip(TEXT);
        assertArrayEquals(new byte[0], read(new byte[0]));
        for (int length = 1; length < compressed.length; length++) {
            byte[] cut = Arrays.copyOf(compressed, length);
            assertThrows(ZipException.class, () -> read(cut), "cut at " + length);
        }
        byte[] longer = Arrays.copyOf(compressed, compressed.length + 1);
        assertThrows(ZipException.class, () -> read(longer));
    }

    @Test
    void noChangedBitGoesUnnoticed() throws Exception {
        byte[] compressed = gzip(TEXT);
        for (int index = 0; index < compressed.length; index++) {
            // The header's flags, time and system may be anything that leaves its length.
            if (index >= 3 && index < 10) {
                continue;
            }
            byte[] changed = compressed.clone();
            changed[index] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            try {
                assertArrayEquals(TEXT, read(changed), "byte " + index);
            } catch (ZipException noticed) {
                assertTrue(!String.valueOf(noticed.getMessage()).isEmpty());
            }
        }
    }

    @Test
    void aSinkThatHasEnoughGetsNoMore() throws Exception {
        byte[] compressed = gzip(new byte[10_000_000]);
        long[] taken = {0};
        try (GzipReader reader = new GzipReader()) {
            assertFalse(
                    reader.read(
                            ByteBuffer.wrap(compressed),
                            bytes -> {
                                taken[0] += bytes.remaining();
                                return taken[0] < 100_000;
                            }));
        }
        assertTrue(taken[0] < 200_000, "took " + taken[0]);
    }

    @Test
    void otherFormatsAreNamedWhatTheyAre() {
        ZipException wrong =
                assertThrows(
                        ZipException.class,
                        () -> read("plain text".getBytes(StandardCharsets.US_ASCII)));
        assertEquals("it is not in gzip format", wrong.getMessage());
    }

    /** Reads pieces of random lengths. */
    private byte[] read(byte[] compressed) throws ZipException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        try (GzipReader reader = new GzipReader()) {
            int from = 0;
            while (from < compressed.length) {
                int length =
                        Math.min(
                                compressed.length - from,
                                1 + random.nextInt(1 << random.nextInt(16)));
                assertTrue(
                        reader.read(
                                ByteBuffer.wrap(compressed, from, length),
                                bytes -> {
                                    byte[] part = new byte[bytes.remaining()];
                                    bytes.get(part);
                                    plain.writeBytes(part);
                                    return true;
                                }));
                from += length;
            }
            reader.end();
        }
        return plain.toByteArray();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        }
        return bytes.toByteArray();
    }

    private static Random random() {
        String given = System.getProperty("seed", "");
        long seed = given.isEmpty() ? System.nanoTime() : Long.parseLong(given);
        System.out.println("GzipReaderTest: replay with -Dseed=" + seed);
        return new Random(seed);
    }
}
