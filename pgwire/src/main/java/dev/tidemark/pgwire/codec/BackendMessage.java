package dev.tidemark.pgwire.codec;

import java.util.List;

/** What the server says, except rows of data. */
public sealed interface BackendMessage {

    /** Asks for the password. */
    record PasswordRequest() implements BackendMessage {}

    /** The login is done. */
    record AuthenticationOk() implements BackendMessage {}

    /** A setting that clients rely on. */
    record ParameterStatus(String name, String value) implements BackendMessage {}

    /** What a cancel request has to name. */
    record BackendKeyData(int processId, int secretKey) implements BackendMessage {}

    /**
     * The newest version spoken here, and options of the startup that nobody knows.
     *
     * @param version as in the startup: major times 65,536 plus minor
     */
    record NegotiateProtocolVersion(int version, List<String> unknownOptions)
            implements BackendMessage {}

    /** The next series of messages may come. */
    record ReadyForQuery(TransactionStatus status) implements BackendMessage {}

    /** The columns of the rows that follow. */
    record RowDescription(List<Field> fields) implements BackendMessage {}

    /**
     * A column of a result.
     *
     * @param type PostgreSQL's number of the type
     * @param sizeBytes of its values, or -1 if they vary
     */
    record Field(String name, int type, int sizeBytes, boolean isBinary) {}

    /** PostgreSQL's numbers of the parameters' types. */
    record ParameterDescription(List<Integer> types) implements BackendMessage {}

    /** The statement returns no rows. */
    record NoData() implements BackendMessage {}

    /** The answer to a Parse. */
    record ParseComplete() implements BackendMessage {}

    /** The answer to a Bind. */
    record BindComplete() implements BackendMessage {}

    /** The answer to a Close. */
    record CloseComplete() implements BackendMessage {}

    /** There was nothing to run. */
    record EmptyQueryResponse() implements BackendMessage {}

    /** The row limit was reached; the portal can go on. */
    record PortalSuspended() implements BackendMessage {}

    /** A statement is done. */
    record CommandComplete(String tag) implements BackendMessage {}

    /** A failure. */
    record ErrorResponse(Diagnostic diagnostic) implements BackendMessage {}

    /** A remark. */
    record NoticeResponse(Diagnostic diagnostic) implements BackendMessage {}
}
