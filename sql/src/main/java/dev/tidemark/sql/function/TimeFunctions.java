package dev.tidemark.sql.function;

import dev.tidemark.core.column.Vector;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.sql.time.TimeText;
import dev.tidemark.sql.type.SqlException;
import dev.tidemark.sql.type.SqlState;
import dev.tidemark.sql.type.SqlType;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Functions of time, in UTC. */
final class TimeFunctions {
    private static final List<ParameterKind> FIELD_AND_TIME =
            List.of(ParameterKind.TEXT, ParameterKind.TIME);

    private TimeFunctions() {}

    static List<Overload> overloads() {
        List<Overload> all = new ArrayList<>();
        all.add(
                new Overload(
                        "date_trunc",
                        FIELD_AND_TIME,
                        false,
                        false,
                        types -> types.get(1),
                        TimeFunctions::truncate));
        for (String name : List.of("extract", "date_part")) {
            all.add(Overload.of(name, FIELD_AND_TIME, SqlType.DOUBLE, TimeFunctions::extract));
        }
        for (String field : List.of("year", "month", "day", "hour", "minute", "second")) {
            all.add(
                    Overload.of(
                            field,
                            List.of(ParameterKind.TIME),
                            SqlType.INT,
                            (arguments, rows, result) ->
                                    extractWhole(field, arguments[0], rows, result)));
        }
        all.add(
                Overload.of(
                        "to_timestamp",
                        List.of(ParameterKind.TEXT),
                        SqlType.TIMESTAMP,
                        TimeFunctions::ofText));
        all.add(
                Overload.of(
                        "to_timestamp",
                        List.of(ParameterKind.REAL),
                        SqlType.TIMESTAMP,
                        TimeFunctions::ofEpochSeconds));
        addTickArithmetic(all);
        return all;
    }

    /**
     * As in QuestDB: a time plus or minus a number of its ticks, and the ticks between two times.
     */
    private static void addTickArithmetic(List<Overload> all) {
        for (String operator : List.of("+", "-")) {
            all.add(
                    new Overload(
                            operator,
                            List.of(ParameterKind.TIME, ParameterKind.INTEGER),
                            false,
                            false,
                            List::getFirst,
                            (arguments, rows, result) -> {
                                for (int row = 0; row < rows; row++) {
                                    if (!result.isNull(row)) {
                                        long left = arguments[0].longs()[row];
                                        long right = arguments[1].longs()[row];
                                        result.longs()[row] =
                                                operator.equals("+")
                                                        ? Math.addExact(left, right)
                                                        : Math.subtractExact(left, right);
                                    }
                                }
                            }));
        }
        all.add(
                Overload.of(
                        "-",
                        List.of(ParameterKind.TIME, ParameterKind.TIME),
                        SqlType.LONG,
                        (arguments, rows, result) -> {
                            for (int row = 0; row < rows; row++) {
                                if (!result.isNull(row)) {
                                    result.longs()[row] =
                                            Math.subtractExact(
                                                    arguments[0].longs()[row],
                                                    arguments[1].longs()[row]);
                                }
                            }
                        }));
    }

    private static void truncate(Vector[] arguments, int rows, Vector result) {
        ColumnType type = arguments[1].type();
        for (int row = 0; row < rows; row++) {
            if (result.isNull(row)) {
                continue;
            }
            String field = Texts.text(arguments[0], row).toLowerCase(Locale.ROOT);
            long tick = arguments[1].longs()[row];
            long perSecond = type.unitsPerSecond();
            result.longs()[row] =
                    switch (field) {
                        case "microsecond", "microseconds" ->
                                tick - Math.floorMod(tick, Math.max(1, perSecond / 1_000_000));
                        case "millisecond", "milliseconds" ->
                                tick - Math.floorMod(tick, Math.max(1, perSecond / 1_000));
                        case "second" -> tick - Math.floorMod(tick, perSecond);
                        case "minute" -> tick - Math.floorMod(tick, 60 * perSecond);
                        case "hour" -> tick - Math.floorMod(tick, 3_600 * perSecond);
                        default ->
                                Math.multiplyExact(
                                        truncate(field, dateTime(tick, type))
                                                .toEpochSecond(ZoneOffset.UTC),
                                        perSecond);
                    };
        }
    }

    private static LocalDateTime truncate(String field, LocalDateTime time) {
        LocalDate day = time.toLocalDate();
        LocalDate start =
                switch (field) {
                    case "day" -> day;
                    case "week" -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
                    case "month" -> day.withDayOfMonth(1);
                    case "quarter" -> day.with(IsoFields.DAY_OF_QUARTER, 1);
                    case "year" -> day.withDayOfYear(1);
                    case "decade" -> LocalDate.of(Math.floorDiv(day.getYear(), 10) * 10, 1, 1);
                    case "century" ->
                            LocalDate.of(Math.floorDiv(day.getYear() - 1, 100) * 100 + 1, 1, 1);
                    default -> throw unknownField(field);
                };
        return start.atStartOfDay();
    }

    private static void extract(Vector[] arguments, int rows, Vector result) {
        ColumnType type = arguments[1].type();
        for (int row = 0; row < rows; row++) {
            if (!result.isNull(row)) {
                String field = Texts.text(arguments[0], row).toLowerCase(Locale.ROOT);
                result.doubles()[row] = field(field, arguments[1].longs()[row], type);
            }
        }
    }

    private static void extractWhole(String field, Vector times, int rows, Vector result) {
        for (int row = 0; row < rows; row++) {
            if (!result.isNull(row)) {
                result.longs()[row] =
                        (long) Math.floor(field(field, times.longs()[row], times.type()));
            }
        }
    }

    private static double field(String field, long tick, ColumnType type) {
        long perSecond = type.unitsPerSecond();
        if (field.equals("epoch")) {
            return tick / (double) perSecond;
        }
        LocalDateTime time = dateTime(tick, type);
        double second = time.getSecond() + time.getNano() / 1e9;
        return switch (field) {
            case "microsecond", "microseconds" -> second * 1e6;
            case "millisecond", "milliseconds" -> second * 1e3;
            case "second" -> second;
            case "minute" -> time.getMinute();
            case "hour" -> time.getHour();
            case "day" -> time.getDayOfMonth();
            case "dow" -> time.getDayOfWeek().getValue() % 7;
            case "isodow" -> time.getDayOfWeek().getValue();
            case "doy" -> time.getDayOfYear();
            case "week" -> time.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
            case "isoyear" -> time.get(IsoFields.WEEK_BASED_YEAR);
            case "month" -> time.getMonthValue();
            case "quarter" -> time.get(IsoFields.QUARTER_OF_YEAR);
            case "year" -> time.get(ChronoField.YEAR);
            default -> throw unknownField(field);
        };
    }

    private static void ofEpochSeconds(Vector[] arguments, int rows, Vector result) {
        long perSecond = result.type().unitsPerSecond();
        for (int row = 0; row < rows; row++) {
            double ticks = Math.rint(arguments[0].doubles()[row] * perSecond);
            if (!result.isNull(row) && !(Math.abs(ticks) < 0x1p63)) {
                throw new SqlException(
                        SqlState.DATETIME_OVERFLOW,
                        SqlException.NO_POSITION,
                        arguments[0].doubles()[row] + " seconds are out of the range of TIMESTAMP");
            }
            result.longs()[row] = (long) ticks;
        }
    }

    private static void ofText(Vector[] arguments, int rows, Vector result) {
        for (int row = 0; row < rows; row++) {
            if (!result.isNull(row)) {
                String text = Texts.text(arguments[0], row);
                OptionalLong ticks = TimeText.parse(text, result.type());
                result.longs()[row] =
                        ticks.orElseThrow(() -> ValueText.invalid(text, SqlType.TIMESTAMP));
            }
        }
    }

    private static LocalDateTime dateTime(long tick, ColumnType type) {
        long perSecond = type.unitsPerSecond();
        return LocalDateTime.ofEpochSecond(Math.floorDiv(tick, perSecond), 0, ZoneOffset.UTC)
                .plus(
                        Math.floorMod(tick, perSecond) * (1_000_000_000L / perSecond),
                        ChronoUnit.NANOS);
    }

    private static SqlException unknownField(String field) {
        return new SqlException(
                SqlState.INVALID_PARAMETER,
                SqlException.NO_POSITION,
                "'" + field + "' is no field of a point in time");
    }
}
