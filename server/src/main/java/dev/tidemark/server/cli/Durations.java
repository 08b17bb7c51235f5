package dev.tidemark.server.cli;

import dev.tidemark.server.config.ValueFormat;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads times on the command line. */
final class Durations {
    private Durations() {}

    /** As settings are written: {@code 200ms}, {@code 10s}, {@code 5m}, {@code 1h}. */
    static final class Length implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            try {
                return ValueFormat.DURATION.read(text);
            } catch (IllegalArgumentException failure) {
                throw new TypeConversionException(
                        "'%s' is not %s".formatted(text, ValueFormat.DURATION.expectation()));
            }
        }
    }

    /** {@code 2016-01-01T00:00:00Z}. */
    static final class Point implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException failure) {
                throw new TypeConversionException(
                        "'%s' is not a time like 2016-01-01T00:00:00Z".formatted(text));
            }
        }
    }
}
