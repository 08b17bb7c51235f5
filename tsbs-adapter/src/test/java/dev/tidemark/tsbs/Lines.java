package dev.tidemark.tsbs;

import dev.tidemark.tsbs.line.LineOutput;
import dev.tidemark.tsbs.line.LineSource;
import dev.tidemark.tsbs.line.TransferListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Sources of given lines, and the lines of given sources. */
public final class Lines {

    private Lines() {}

    /** A source of a text whose lines all have an end. */
    public static LineSource of(String text) {
        ByteBuffer rest = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        return (target, maximumLines) -> {
            int lines = 0;
            while (rest.hasRemaining() && lines < maximumLines) {
                int end = rest.position();
                while (rest.get(end) != '\n') {
                    end++;
                }
                int length = end + 1 - rest.position();
                if (length > target.remaining()) {
                    break;
                }
                target.put(rest.slice(rest.position(), length));
                rest.position(end + 1);
                lines++;
            }
            return lines;
        };
    }

    /** All that a source has left. */
    public static String text(LineSource source) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            LineOutput.copy(source, Channels.newChannel(bytes), TransferListener.NONE);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    public static List<String> list(LineSource source) {
        return text(source).lines().toList();
    }
}
