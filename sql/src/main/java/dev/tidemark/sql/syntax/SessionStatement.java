package dev.tidemark.sql.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements about a client's session: its parameters, prepared statements, cursors, channels. */
public sealed interface SessionStatement extends Statement {

    /**
     * {@code SET [SESSION | LOCAL] name TO values}; {@code SET TIME ZONE x} sets {@code timezone},
     * {@code SET NAMES x} sets {@code client_encoding}.
     *
     * @param local whether it ends with the transaction
     * @param values without quotes; empty for DEFAULT
     */
    record SetParameter(boolean local, QualifiedName name, List<String> values, int position)
            implements SessionStatement {
        public SetParameter {
            values = List.copyOf(values);
        }
    }

    /**
     * {@code RESET name | ALL}.
     *
     * @param name null for ALL
     */
    record ResetParameter(@Nullable QualifiedName name, int position) implements SessionStatement {}

    /** {@code DISCARD ALL | PLANS | SEQUENCES | TEMP}. */
    record Discard(DiscardTarget target, int position) implements SessionStatement {}

    /** What DISCARD forgets. */
    enum DiscardTarget {
        ALL,
        PLANS,
        SEQUENCES,
        TEMP
    }

    /** {@code PREPARE name [(types)] AS statement}. */
    record Prepare(Identifier name, List<TypeName> types, Statement statement, int position)
            implements SessionStatement {
        public Prepare {
            types = List.copyOf(types);
        }
    }

    /** {@code EXECUTE name [(arguments)]}. */
    record Execute(Identifier name, List<Expression> arguments, int position)
            implements SessionStatement {
        public Execute {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * {@code DEALLOCATE [PREPARE] name | ALL}.
     *
     * @param name null for ALL
     */
    record Deallocate(@Nullable Identifier name, int position) implements SessionStatement {}

    /** {@code DECLARE name options CURSOR [WITH HOLD | WITHOUT HOLD] FOR query}. */
    record DeclareCursor(Identifier name, CursorOptions options, Query query, int position)
            implements SessionStatement {}

    /**
     * How a cursor behaves.
     *
     * @param scroll whether it can go backwards; null if the text does not say
     * @param hold whether it outlives its transaction
     */
    record CursorOptions(boolean binary, @Nullable Boolean scroll, boolean hold) {}

    /**
     * {@code FETCH} or {@code MOVE}. Of the spellings, {@code NEXT} is {@code FORWARD 1}, {@code
     * PRIOR} is {@code BACKWARD 1}, {@code FIRST} and {@code LAST} are {@code ABSOLUTE 1} and
     * {@code ABSOLUTE -1}, a count alone is {@code FORWARD count}.
     *
     * @param count null for ALL
     * @param move whether to skip the rows instead of answering them
     */
    record FetchCursor(
            Identifier cursor,
            CursorDirection direction,
            @Nullable Long count,
            boolean move,
            int position)
            implements SessionStatement {}

    /** Whither a FETCH moves its cursor. */
    enum CursorDirection {
        FORWARD,
        BACKWARD,
        ABSOLUTE,
        RELATIVE
    }

    /**
     * {@code CLOSE name | ALL}.
     *
     * @param cursor null for ALL
     */
    record CloseCursor(@Nullable Identifier cursor, int position) implements SessionStatement {}

    /** {@code LISTEN channel}. */
    record Listen(Identifier channel, int position) implements SessionStatement {}

    /**
     * {@code UNLISTEN channel | *}.
     *
     * @param channel null for all
     */
    record Unlisten(@Nullable Identifier channel, int position) implements SessionStatement {}

    /** {@code NOTIFY channel [, 'payload']}. */
    record Notify(Identifier channel, @Nullable String payload, int position)
            implements SessionStatement {}
}
