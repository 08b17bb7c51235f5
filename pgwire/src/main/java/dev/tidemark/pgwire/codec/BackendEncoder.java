package dev.tidemark.pgwire.codec;

import dev.tidemark.pgwire.codec.BackendMessage.AuthenticationOk;
import dev.tidemark.pgwire.codec.BackendMessage.BackendKeyData;
import dev.tidemark.pgwire.codec.BackendMessage.BindComplete;
import dev.tidemark.pgwire.codec.BackendMessage.CloseComplete;
import dev.tidemark.pgwire.codec.BackendMessage.CommandComplete;
import dev.tidemark.pgwire.codec.BackendMessage.EmptyQueryResponse;
import dev.tidemark.pgwire.codec.BackendMessage.ErrorResponse;
import dev.tidemark.pgwire.codec.BackendMessage.Field;
import dev.tidemark.pgwire.codec.BackendMessage.NegotiateProtocolVersion;
import dev.tidemark.pgwire.codec.BackendMessage.NoData;
import dev.tidemark.pgwire.codec.BackendMessage.NoticeResponse;
import dev.tidemark.pgwire.codec.BackendMessage.ParameterDescription;
import dev.tidemark.pgwire.codec.BackendMessage.ParameterStatus;
import dev.tidemark.pgwire.codec.BackendMessage.ParseComplete;
import dev.tidemark.pgwire.codec.BackendMessage.PasswordRequest;
import dev.tidemark.pgwire.codec.BackendMessage.PortalSuspended;
import dev.tidemark.pgwire.codec.BackendMessage.ReadyForQuery;
import dev.tidemark.pgwire.codec.BackendMessage.RowDescription;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.List;

/** Writes messages into buffers. */
public final class BackendEncoder {
    /** The answer to a wish for encryption that is not granted; no message. */
    public static final byte ENCRYPTION_REFUSED = 'N';

    private static final int AUTHENTICATION_OK = 0;
    private static final int CLEAR_TEXT_PASSWORD = 3;
    private static final int NO_TYPE_MODIFIER = -1;

    private BackendEncoder() {}

    /** Appends a message to a buffer, which grows as needed. */
    public static void encode(BackendMessage message, ByteBuf out) {
        int start = out.writerIndex();
        out.writeByte(type(message));
        out.writeInt(0);
        writeContent(message, out);
        out.setInt(start + 1, out.writerIndex() - start - 1);
    }

    private static char type(BackendMessage message) {
        return switch (message) {
            case PasswordRequest _, AuthenticationOk _ -> 'R';
            case ParameterStatus _ -> 'S';
            case BackendKeyData _ -> 'K';
            case NegotiateProtocolVersion _ -> 'v';
            case ReadyForQuery _ -> 'Z';
            case RowDescription _ -> 'T';
            case ParameterDescription _ -> 't';
            case NoData _ -> 'n';
            case ParseComplete _ -> '1';
            case BindComplete _ -> '2';
            case CloseComplete _ -> '3';
            case EmptyQueryResponse _ -> 'I';
            case PortalSuspended _ -> 's';
            case CommandComplete _ -> 'C';
            case ErrorResponse _ -> 'E';
            case NoticeResponse _ -> 'N';
        };
    }

    private static void writeContent(BackendMessage message, ByteBuf out) {
        switch (message) {
            case PasswordRequest _ -> out.writeInt(CLEAR_TEXT_PASSWORD);
            case AuthenticationOk _ -> out.writeInt(AUTHENTICATION_OK);
            case ParameterStatus(String name, String value) -> {
                writeText(name, out);
                writeText(value, out);
            }
            case BackendKeyData(int processId, int secretKey) -> {
                out.writeInt(processId);
                out.writeInt(secretKey);
            }
            case NegotiateProtocolVersion(int version, List<String> unknownOptions) -> {
                out.writeInt(version);
                out.writeInt(unknownOptions.size());
                unknownOptions.forEach(option -> writeText(option, out));
            }
            case ReadyForQuery(TransactionStatus status) -> out.writeByte(status.code());
            case RowDescription(List<Field> fields) -> {
                out.writeShort(fields.size());
                fields.forEach(field -> writeField(field, out));
            }
            case ParameterDescription(List<Integer> types) -> {
                out.writeShort(types.size());
                types.forEach(out::writeInt);
            }
            case CommandComplete(String tag) -> writeText(tag, out);
            case ErrorResponse(Diagnostic diagnostic) -> writeDiagnostic(diagnostic, out);
            case NoticeResponse(Diagnostic diagnostic) -> writeDiagnostic(diagnostic, out);
            case NoData _,
                    ParseComplete _,
                    BindComplete _,
                    CloseComplete _,
                    EmptyQueryResponse _,
                    PortalSuspended _ -> {}
        }
    }

    private static void writeField(Field field, ByteBuf out) {
        writeText(field.name(), out);
        out.writeInt(0);
        out.writeShort(0);
        out.writeInt(field.type());
        out.writeShort(field.sizeBytes());
        out.writeInt(NO_TYPE_MODIFIER);
        out.writeShort(field.isBinary() ? 1 : 0);
    }

    private static void writeDiagnostic(Diagnostic diagnostic, ByteBuf out) {
        String severity = diagnostic.severity().name();
        writeLabelled('S', severity, out);
        writeLabelled('V', severity, out);
        writeLabelled('C', diagnostic.sqlState(), out);
        writeLabelled('M', diagnostic.message(), out);
        String hint = diagnostic.hint();
        if (hint != null) {
            writeLabelled('H', hint, out);
        }
        if (diagnostic.position() > 0) {
            writeLabelled('P', Integer.toString(diagnostic.position()), out);
        }
        String routine = diagnostic.routine();
        if (routine != null) {
            writeLabelled('R', routine, out);
        }
        out.writeByte(0);
    }

    private static void writeLabelled(char label, String text, ByteBuf out) {
        out.writeByte(label);
        writeText(text, out);
    }

    private static void writeText(String text, ByteBuf out) {
        // A zero byte within would end it.
        ByteBufUtil.writeUtf8(out, text.indexOf('\0') < 0 ? text : text.replace('\0', '?'));
        out.writeByte(0);
    }
}
