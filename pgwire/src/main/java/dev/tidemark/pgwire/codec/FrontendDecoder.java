package dev.tidemark.pgwire.codec;

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
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts what a client sends into messages. The first thing that is no message is passed on as {@link
 * Malformed}; everything after it is dropped. Throws nothing, whatever comes.
 */
public final class FrontendDecoder extends ByteToMessageDecoder {
    /** Longest message of a client that has not logged in. */
    public static final int MAX_LOGIN_MESSAGE_BYTES = 10_000;

    private static final int KNOWN_MAJOR_VERSION = 3;
    private static final int CANCEL_CODE = 80_877_102;
    private static final int TLS_CODE = 80_877_103;
    private static final int GSSAPI_CODE = 80_877_104;
    private static final int LENGTH_BYTES = Integer.BYTES;
    private static final int HEADER_BYTES = 1 + LENGTH_BYTES;

    private enum Phase {
        STARTUP,
        MESSAGES,
        BROKEN
    }

    private Phase phase = Phase.STARTUP;
    private volatile int maxMessageBytes = MAX_LOGIN_MESSAGE_BYTES;

    /** Sets how long messages may be from now on. From any thread. */
    public void limitMessages(int maxBytes) {
        maxMessageBytes = maxBytes;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        switch (phase) {
            case STARTUP -> {
                if (in.readableBytes() >= LENGTH_BYTES) {
                    decodeStartup(in, out);
                }
            }
            case MESSAGES -> {
                if (in.readableBytes() >= HEADER_BYTES) {
                    decodeTyped(in, out);
                }
            }
            case BROKEN -> in.skipBytes(in.readableBytes());
        }
    }

    private void decodeStartup(ByteBuf in, List<Object> out) {
        int length = in.getInt(in.readerIndex());
        if (length < 2 * LENGTH_BYTES || length > MAX_LOGIN_MESSAGE_BYTES) {
            fail(in, out, "the first message has the length " + Integer.toUnsignedString(length));
            return;
        }
        if (in.readableBytes() < length) {
            return;
        }
        in.skipBytes(LENGTH_BYTES);
        MessageReader reader = new MessageReader(in.readSlice(length - LENGTH_BYTES));
        try {
            out.add(readStartup(reader));
        } catch (MalformedMessageException e) {
            fail(in, out, "the first message is malformed: " + e.getMessage());
        }
    }

    private FrontendMessage readStartup(MessageReader reader) throws MalformedMessageException {
        int code = reader.readInt();
        FrontendMessage message =
                switch (code) {
                    case TLS_CODE, GSSAPI_CODE -> new EncryptionRequest();
                    case CANCEL_CODE -> new CancelRequest(reader.readInt(), reader.readInt());
                    default -> readVersion(code >>> 16, code & 0xFFFF, reader);
                };
        reader.end();
        phase =
                switch (code) {
                    case TLS_CODE, GSSAPI_CODE -> Phase.STARTUP;
                    case CANCEL_CODE -> Phase.BROKEN;
                    default -> Phase.MESSAGES;
                };
        return message;
    }

    /** Reads the parameters, if the version is one of which the form is known. */
    private static Startup readVersion(int major, int minor, MessageReader reader)
            throws MalformedMessageException {
        if (major != KNOWN_MAJOR_VERSION) {
            reader.skip();
            return new Startup(major, minor, Map.of());
        }
        Map<String, String> parameters = new HashMap<>();
        for (String name = reader.readText(); !name.isEmpty(); name = reader.readText()) {
            parameters.put(name, reader.readText());
        }
        return new Startup(major, minor, Map.copyOf(parameters));
    }

    private void decodeTyped(ByteBuf in, List<Object> out) {
        byte type = in.getByte(in.readerIndex());
        int length = in.getInt(in.readerIndex() + 1);
        if (length < LENGTH_BYTES || length > maxMessageBytes) {
            fail(
                    in,
                    out,
                    "message "
                            + name(type)
                            + " has the length "
                            + Integer.toUnsignedString(length)
                            + ", which is not within 4 and "
                            + maxMessageBytes);
            return;
        }
        if (in.readableBytes() < 1 + length) {
            return;
        }
        in.skipBytes(HEADER_BYTES);
        MessageReader reader = new MessageReader(in.readSlice(length - LENGTH_BYTES));
        try {
            out.add(readTyped(type, reader));
        } catch (MalformedMessageException e) {
            fail(in, out, "message " + name(type) + " is malformed: " + e.getMessage());
        }
    }

    private static FrontendMessage readTyped(byte type, MessageReader reader)
            throws MalformedMessageException {
        FrontendMessage message =
                switch (type) {
                    case 'p' -> new Password(reader.readText());
                    case 'Q' -> new Query(reader.readText());
                    case 'P' -> readParse(reader);
                    case 'B' -> readBind(reader);
                    case 'D' -> new Describe(readTarget(reader), reader.readText());
                    case 'C' -> new Close(readTarget(reader), reader.readText());
                    case 'E' -> new Execute(reader.readText(), reader.readInt());
                    case 'H' -> new Flush();
                    case 'S' -> new Sync();
                    case 'X' -> new Terminate();
                    case 'F' -> {
                        reader.skip();
                        yield new FunctionCall();
                    }
                    case 'd', 'c', 'f' -> {
                        reader.skip();
                        yield new CopyInput();
                    }
                    default -> throw new MalformedMessageException("there is no such message");
                };
        reader.end();
        return message;
    }

    private static Parse readParse(MessageReader reader) throws MalformedMessageException {
        String name = reader.readText();
        String sql = reader.readText();
        int count = reader.readCount();
        List<Integer> types = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            types.add(reader.readInt());
        }
        return new Parse(name, sql, types);
    }

    private static Bind readBind(MessageReader reader) throws MalformedMessageException {
        return new Bind(
                reader.readText(),
                reader.readText(),
                readFormats(reader),
                BoundValues.read(reader),
                readFormats(reader));
    }

    private static FormatCodes readFormats(MessageReader reader) throws MalformedMessageException {
        int count = reader.readCount();
        List<Integer> codes = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            int code = reader.readCount();
            if (code > 1) {
                throw new MalformedMessageException("there is no format " + code);
            }
            codes.add(code);
        }
        return new FormatCodes(codes);
    }

    private static Target readTarget(MessageReader reader) throws MalformedMessageException {
        byte target = reader.readByte();
        return switch (target) {
            case 'S' -> Target.STATEMENT;
            case 'P' -> Target.PORTAL;
            default ->
                    throw new MalformedMessageException(
                            "there is neither a statement nor a portal behind " + name(target));
        };
    }

    private void fail(ByteBuf in, List<Object> out, String reason) {
        phase = Phase.BROKEN;
        in.skipBytes(in.readableBytes());
        out.add(new Malformed(reason));
    }

    private static String name(byte type) {
        return type > ' ' && type < 0x7F
                ? "'" + (char) type + "'"
                : "0x%02x".formatted(Byte.toUnsignedInt(type));
    }
}
