package dev.tidemark.pgwire.session;

import dev.tidemark.pgwire.codec.BoundValues;
import dev.tidemark.pgwire.codec.FormatCodes;
import dev.tidemark.pgwire.codec.FrontendMessage.Bind;
import dev.tidemark.pgwire.type.InvalidValueException;
import dev.tidemark.pgwire.type.ParameterReader;
import dev.tidemark.sql.Parameter;
import dev.tidemark.sql.Prepared;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A prepared statement with values, which runs in one go or in several. */
final class Portal implements AutoCloseable {
    private final PreparedStatement statement;
    private final List<Parameter> values;
    private final FormatCodes formats;
    private @Nullable Execution execution;

    private Portal(PreparedStatement statement, List<Parameter> values, FormatCodes formats) {
        this.statement = statement;
        this.values = values;
        this.formats = formats;
    }

    /**
     * Puts values into a statement.
     *
     * @throws RequestException if the message does not fit the statement
     * @throws InvalidValueException if a value cannot be read
     */
    static Portal create(PreparedStatement statement, Bind bind) {
        BoundValues bound = bind.values();
        Prepared plan = statement.plan();
        int parameterCount = statement.parameterTypes().size();
        int columnCount = plan == null ? 0 : plan.columns().size();
        if (bound.count() != parameterCount) {
            throw new RequestException(
                    ErrorCode.PROTOCOL_VIOLATION,
                    "there are "
                            + bound.count()
                            + " values for "
                            + parameterCount
                            + " parameters of the statement");
        }
        if (!bind.parameterFormats().fits(parameterCount)) {
            throw mismatch(bind.parameterFormats(), parameterCount, "parameters");
        }
        if (columnCount > 0 && !bind.resultFormats().fits(columnCount)) {
            throw mismatch(bind.resultFormats(), columnCount, "columns");
        }
        List<Parameter> values = plan == null ? List.of() : read(statement, plan, bind);
        return new Portal(statement, values, bind.resultFormats());
    }

    PreparedStatement statement() {
        return statement;
    }

    FormatCodes formats() {
        return formats;
    }

    /** The run that was started, or null. */
    @Nullable Execution execution() {
        return execution;
    }

    /**
     * Starts the statement, which must have something to run.
     *
     * @throws RequestException if it may not run now, or tables have changed so that its columns
     *     are not those that the client knows
     */
    Execution start(SessionContext context, Prepared plan) {
        Execution started = Execution.start(context, plan, statement.effect(), values, formats);
        execution = started;
        if (!started.columns().equals(plan.columns()) && !started.columns().isEmpty()) {
            started.close();
            throw RequestException.stalePlan();
        }
        return started;
    }

    @Override
    public void close() {
        if (execution != null) {
            execution.close();
        }
    }

    private static List<Parameter> read(PreparedStatement statement, Prepared plan, Bind bind) {
        List<Parameter> values = new ArrayList<>();
        for (int index = 0; index < bind.values().count(); index++) {
            if (bind.values().isNull(index)) {
                values.add(new Parameter.Null());
                continue;
            }
            try {
                values.add(
                        ParameterReader.read(
                                bind.values().value(index),
                                bind.parameterFormats().isBinary(index),
                                statement.parameterTypes().get(index),
                                plan.parameterTypes().get(index)));
            } catch (InvalidValueException e) {
                throw new RequestException(
                        ErrorCode.INVALID_BINARY,
                        "parameter $" + (index + 1) + " cannot be read: " + e.getMessage());
            }
        }
        return values;
    }

    private static RequestException mismatch(FormatCodes formats, int count, String what) {
        return new RequestException(
                ErrorCode.PROTOCOL_VIOLATION,
                "there are " + formats.codes().size() + " formats for " + count + " " + what);
    }
}
