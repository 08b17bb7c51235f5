package dev.tidemark.pgwire.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.pgwire.Seeds;
import dev.tidemark.pgwire.codec.FrontendMessage.Bind;
import dev.tidemark.pgwire.codec.FrontendMessage.CancelRequest;
import dev.tidemark.pgwire.codec.FrontendMessage.Close;
import dev.tidemark.pgwire.codec.FrontendMessage.CopyInput;
import dev.tidemark.pgwire.codec.FrontendMessage.Describe;
import dev.tidemark.pgwire.codec.FrontendMessage.EncryptionRequest;
import dev.tidemark.pgwire.codec.FrontendMessage.Execute;
import dev.tidemark.pgwire.codec.FrontendMessage.Flush;
import dev.tidemark.pgwire.codec.FrontendMessage.FunctionCall;
import dev.tidemark.pgwire.codec.FrontendMessage.Malformed;
import dev.tidemark.pgwire.codec.FrontendMessage.Parse;
import dev.tidemark.pgwire.codec.FrontendMessage.Password;
import dev.tidemark.pgwire.codec.FrontendMessage.Query;
import dev.tidemark.pgwire.codec.FrontendMessage.Startup;
import dev.tidemark.pgwire.codec.FrontendMessage.Sync;
import dev.tidemark.pgwire.codec.FrontendMessage.Target;
import dev.tidemark.pgwire.codec.FrontendMessage.Terminate;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class FrontendDecoderTest {
    private static final byte[] STARTUP = untyped(196_608, "user\0me\0\0");

    @Test
    void readsEveryMessage() {
        byte[] bind =
                concat(
                        bytes("p\0s\0"),
                        new byte[] {0, 1, 0, 1},
                        new byte[] {0, 3, 0, 0, 0, 2, 7, 8, -1, -1, -1, -1, 0, 0, 0, 0},
                        new byte[] {0, 2, 0, 0, 0, 1});
        List<FrontendMessage> messages =
                decode(
                        untyped(80_877_103, ""),
                        untyped(80_877_104, ""),
                        STARTUP,
                        typed('p', bytes("secret\0")),
                        typed('Q', bytes("select 'ü'\0")),
                        typed('P', concat(bytes("s\0select\0"), new byte[] {0, 1, 0, 0, 0, 20})),
                        typed('B', bind),
                        typed('D', bytes("Ss\0")),
                        typed('C', bytes("Pp\0")),
                        typed('E', concat(bytes("p\0"), new byte[] {0, 0, 1, 0})),
                        typed('H', bytes("")),
                        typed('S', bytes("")),
                        typed('d', bytes("anything")),
                        typed('c', bytes("")),
                        typed('F', bytes("anything")),
                        typed('X', bytes("")));
        assertEquals(
                List.of(
                        new EncryptionRequest(),
                        new EncryptionRequest(),
                        new Startup(3, 0, Map.of("user", "me")),
                        new Password("secret"),
                        new Query("select 'ü'"),
                        new Parse("s", "select", List.of(20))),
                messages.subList(0, 6));
        Bind bound = assertInstanceOf(Bind.class, messages.get(6));
        assertEquals("p", bound.portal());
        assertEquals("s", bound.statement());
        assertTrue(bound.parameterFormats().isBinary(2));
        assertEquals(3, bound.values().count());
        assertEquals(0x0708, bound.values().value(0).getShort());
        assertTrue(bound.values().isNull(1));
        assertFalse(bound.values().isNull(2));
        assertEquals(0, bound.values().value(2).remaining());
        assertFalse(bound.resultFormats().isBinary(0));
        assertTrue(bound.resultFormats().isBinary(1));
        assertEquals(
                List.of(
                        new Describe(Target.STATEMENT, "s"),
                        new Close(Target.PORTAL, "p"),
                        new Execute("p", 256),
                        new Flush(),
                        new Sync(),
                        new CopyInput(),
                        new CopyInput(),
                        new FunctionCall(),
                        new Terminate()),
                messages.subList(7, 16));
    }

    @Test
    void readsCancelRequestsAndVersions() {
        byte[] cancel = concat(intBytes(16), intBytes(80_877_102), intBytes(7), intBytes(-1));
        assertEquals(List.of(new CancelRequest(7, -1)), decode(cancel, bytes("more")));
        assertEquals(List.of(new Startup(3, 2, Map.of())), decode(untyped((3 << 16) + 2, "\0")));
        assertEquals(List.of(new Startup(2, 0, Map.of())), decode(untyped(2 << 16, "whatever")));
    }

    @Test
    void pieceByPieceIsTheSame() {
        byte[] stream = concat(STARTUP, typed('Q', bytes("select 1\0")), typed('S', bytes("")));
        List<FrontendMessage> expected = decode(stream);
        for (int cut = 0; cut <= stream.length; cut++) {
            byte[] head = Arrays.copyOfRange(stream, 0, cut);
            byte[] tail = Arrays.copyOfRange(stream, cut, stream.length);
            assertEquals(expected, decode(head, tail), "cut at " + cut);
        }
    }

    @Test
    void namesWhatIsMalformed() {
        assertMalformed(
                "message '*' is malformed: there is no such message", typed('*', bytes("")));
        assertMalformed("message 0x01 is malformed", typed((char) 1, bytes("")));
        assertMalformed("message 'Q' is malformed: a text has no end", typed('Q', bytes("x")));
        assertMalformed("a text is not in UTF-8", typed('Q', new byte[] {(byte) 0xFF, 0}));
        assertMalformed("1 bytes are left at its end", typed('S', bytes("x")));
        assertMalformed("neither a statement nor a portal", typed('D', bytes("Xs\0")));
        assertMalformed("it ends 3 bytes too early", typed('E', bytes("p\0\1")));
        assertMalformed(
                "there is no format 2", typed('B', new byte[] {0, 0, 0, 1, 0, 2, 0, 0, 0, 0}));
        assertMalformed(
                "a value has the length -2",
                typed('B', new byte[] {0, 0, 0, 0, 0, 1, -1, -1, -1, -2, 0, 0}));
        assertMalformed(
                "has the length 3, which is not within 4 and", new byte[] {'S', 0, 0, 0, 3});
        assertMalformed(
                "has the length 4294967295, which is not within", new byte[] {'Q', -1, -1, -1, -1});
        assertMalformed("has the length 10001", concat(new byte[] {'Q'}, intBytes(10_001)));
    }

    @Test
    void limitsTheFirstMessage() {
        for (int length : new int[] {0, 7, 10_001, -1}) {
            FrontendMessage message = decode(intBytes(length), bytes("more")).getFirst();
            Malformed malformed = assertInstanceOf(Malformed.class, message);
            assertTrue(malformed.reason().startsWith("the first message has the length"));
        }
        Malformed noEnd =
                assertInstanceOf(Malformed.class, decode(untyped(196_608, "user")).getFirst());
        assertTrue(noEnd.reason().contains("a text has no end"), noEnd.reason());
    }

    @Test
    void longerMessagesMayComeAfterTheLogin() {
        FrontendDecoder decoder = new FrontendDecoder();
        EmbeddedChannel channel = new EmbeddedChannel(decoder);
        decoder.limitMessages(1 << 20);
        String sql = "x".repeat(500_000);
        channel.writeInbound(
                Unpooled.wrappedBuffer(STARTUP),
                Unpooled.wrappedBuffer(typed('Q', bytes(sql + "\0"))));
        assertInstanceOf(Startup.class, channel.<FrontendMessage>readInbound());
        assertEquals(new Query(sql), channel.<FrontendMessage>readInbound());
        assertFalse(channel.finish());
    }

    @Test
    void anyBytesGiveMessagesAndAtMostOneComplaintAtTheEnd() {
        SplittableRandom random = Seeds.random("FrontendDecoderTest");
        byte[] types = "pQPBDCEHSXFdcf*".getBytes(StandardCharsets.US_ASCII);
        for (int round = 0; round < 3_000; round++) {
            List<byte[]> parts = new ArrayList<>();
            if (random.nextInt(10) > 0) {
                parts.add(STARTUP);
            }
            for (int count = random.nextInt(5); count >= 0; count--) {
                byte[] content = new byte[random.nextInt(40)];
                random.nextBytes(content);
                for (int index = 0; index < content.length; index++) {
                    // Small numbers, so that counts and ends of texts are met.
                    content[index] =
                            (byte) (random.nextInt(3) > 0 ? content[index] % 3 : content[index]);
                }
                byte[] message = typed((char) types[random.nextInt(types.length)], content);
                if (random.nextInt(4) == 0) {
                    message[random.nextInt(message.length)] = (byte) random.nextInt();
                }
                parts.add(message);
            }
            List<FrontendMessage> messages = decode(parts.toArray(byte[][]::new));
            for (int index = 0; index < messages.size() - 1; index++) {
                assertFalse(messages.get(index) instanceof Malformed, "round " + round);
            }
        }
    }

    private static void assertMalformed(String reason, byte[] message) {
        List<FrontendMessage> messages = decode(STARTUP, message, typed('S', bytes("")));
        assertEquals(2, messages.size(), reason);
        Malformed malformed = assertInstanceOf(Malformed.class, messages.get(1));
        assertTrue(malformed.reason().contains(reason), malformed.reason());
    }

    private static List<FrontendMessage> decode(byte[]... parts) {
        EmbeddedChannel channel = new EmbeddedChannel(new FrontendDecoder());
        for (byte[] part : parts) {
            ByteBuf buffer = Unpooled.buffer().writeBytes(part);
            channel.writeInbound(buffer);
            channel.checkException();
        }
        List<FrontendMessage> messages = new ArrayList<>();
        for (FrontendMessage message = channel.readInbound();
                message != null;
                message = channel.readInbound()) {
            messages.add(message);
        }
        channel.finishAndReleaseAll();
        return messages;
    }

    private static byte[] typed(char type, byte[] content) {
        return concat(new byte[] {(byte) type}, intBytes(content.length + 4), content);
    }

    private static byte[] untyped(int code, String content) {
        byte[] bytes = bytes(content);
        return concat(intBytes(bytes.length + 8), intBytes(code), bytes);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] intBytes(int value) {
        return new byte[] {
            (byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value
        };
    }

    private static byte[] concat(byte[]... parts) {
        return ByteBufUtil.getBytes(Unpooled.wrappedBuffer(parts));
    }
}
