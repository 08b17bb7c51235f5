package dev.tidemark.pgwire.codec;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads the content of one message, and nothing beyond it. */
final class MessageReader {
    private final ByteBuf content;

    /**
     * @param content from the reader index to the end of the message; stays the caller's
     */
    MessageReader(ByteBuf content) {
        this.content = content;
    }

    int remaining() {
        return content.readableBytes();
    }

    byte readByte() throws MalformedMessageException {
        require(Byte.BYTES);
        return content.readByte();
    }

    /** An int16 of at least 0. */
    int readCount() throws MalformedMessageException {
        require(Short.BYTES);
        // Clients with many parameters use all 16 bits.
        return content.readUnsignedShort();
    }

    int readInt() throws MalformedMessageException {
        require(Integer.BYTES);
        return content.readInt();
    }

    void readBytes(byte[] target, int offset, int length) throws MalformedMessageException {
        require(length);
        content.readBytes(target, offset, length);
    }

    /** A text that ends with a zero byte. */
    String readText() throws MalformedMessageException {
        int length = content.bytesBefore((byte) 0);
        if (length < 0) {
            throw new MalformedMessageException("a text has no end");
        }
        byte[] bytes = new byte[length];
        content.readBytes(bytes);
        content.skipBytes(1);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            throw new MalformedMessageException("a text is not in UTF-8");
        }
    }

    /** Takes the rest unseen. */
    void skip() {
        content.skipBytes(content.readableBytes());
    }

    /** Checks that all was read. */
    void end() throws MalformedMessageException {
        if (content.isReadable()) {
            throw new MalformedMessageException(
                    content.readableBytes() + " bytes are left at its end");
        }
    }

    private void require(int bytes) throws MalformedMessageException {
        if (content.readableBytes() < bytes) {
            throw new MalformedMessageException(
                    "it ends " + (bytes - content.readableBytes()) + " bytes too early");
        }
    }
}
