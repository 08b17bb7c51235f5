package dev.tidemark.core.log;

import org.jspecify.annotations.Nullable;

/** What a frame of the log tells. */
public enum FrameKind {
    CREATE_TABLE(1),
    CHANGE_SCHEMA(2),
    DROP_TABLE(3),
    ROWS(4);

    private final byte code;

    FrameKind(int code) {
        this.code = (byte) code;
    }

    byte code() {
        return code;
    }

    static @Nullable FrameKind ofCode(byte code) {
        for (FrameKind kind : values()) {
            if (kind.code == code) {
                return kind;
            }
        }
        return null;
    }
}
