package dev.tidemark.pgwire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message of the server. */
final class Reply {
    private final char type;
    private final byte[] content;

    Reply(char type, byte[] content) {
        this.type = type;
        this.content = content;
    }

    char type() {
        return type;
    }

    byte[] content() {
        return content;
    }

    /** Values of a data row in text; null for NULL. */
    List<@Nullable String> values() {
        List<@Nullable String> values = new ArrayList<>();
        for (byte @Nullable [] value : cells()) {
            values.add(value == null ? null : new String(value, StandardCharsets.UTF_8));
        }
        return values;
    }

    /** Values of a data row; null for NULL. */
    List<byte @Nullable []> cells() {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        int count = buffer.getShort();
        List<byte @Nullable []> cells = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            int length = buffer.getInt();
            if (length < 0) {
                cells.add(null);
            } else {
                byte[] cell = new byte[length];
                buffer.get(cell);
                cells.add(cell);
            }
        }
        return cells;
    }

    /** A column of a row description. */
    record Column(String name, int type, int size, int format) {}

    List<Column> columns() {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        int count = buffer.getShort();
        List<Column> columns = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            String name = text(buffer);
            buffer.getInt();
            buffer.getShort();
            int type = buffer.getInt();
            int size = buffer.getShort();
            buffer.getInt();
            columns.add(new Column(name, type, size, buffer.getShort()));
        }
        return columns;
    }

    /** Numbers of a parameter description. */
    List<Integer> parameterTypes() {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        int count = buffer.getShort();
        List<Integer> types = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            types.add(buffer.getInt());
        }
        return types;
    }

    /** Fields of an error or notice by their letter. */
    Map<Character, String> fields() {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        Map<Character, String> fields = new HashMap<>();
        for (char letter = (char) buffer.get(); letter != 0; letter = (char) buffer.get()) {
            fields.put(letter, text(buffer));
        }
        return fields;
    }

    /** The SQLSTATE of an error or notice. */
    String sqlState() {
        return fields().getOrDefault('C', "");
    }

    /** The text that the message begins with. */
    String text() {
        return text(ByteBuffer.wrap(content));
    }

    /** The text at an offset. */
    String text(int offset) {
        return text(ByteBuffer.wrap(content).position(offset));
    }

    /** The status that ReadyForQuery tells. */
    char status() {
        return (char) content[0];
    }

    int integer(int offset) {
        return ByteBuffer.wrap(content).getInt(offset);
    }

    private static String text(ByteBuffer buffer) {
        ByteBuffer start = buffer.slice();
        int length = 0;
        while (buffer.get() != 0) {
            length++;
        }
        return StandardCharsets.UTF_8.decode(start.limit(length)).toString();
    }
}
