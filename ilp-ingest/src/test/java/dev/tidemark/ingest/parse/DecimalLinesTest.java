package dev.tidemark.ingest.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tidemark.core.catalog.NewColumn;
import dev.tidemark.core.type.ColumnType;
import dev.tidemark.core.type.PartitionUnit;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decimals in lines: exact, or refused. */
class DecimalLinesTest {
    @TempDir Path folder;

    @Test
    void aNewColumnHas18DigitsAnd3Decimals() throws Exception {
        try (LineStreamHarness harness = new LineStreamHarness(folder)) {
            harness.send("p price=123.45d 1\np price=-0.001d 2\np price=7d 3\np price=1.2300d 4\n");
            assertEquals(List.of(), harness.errors);
            assertEquals(
                    ColumnType.decimal(18, 3),
                    harness.store.table("p").orElseThrow().schema().column(0).type());
            assertEquals(
                    List.of("123.450", "-0.001", "7.000", "1.230"),
                    harness.rows("p").stream()
                            .map(row -> String.valueOf(row.get("price")))
                            .toList());
        }
    }

    @Test
    void numbersAndTextsBecomeDecimals() throws Exception {
        try (LineStreamHarness harness = new LineStreamHarness(folder)) {
            declare(harness);
            harness.send("d s=5i,m=-9223372036854775808i,l=1.5 1\n");
            harness.send("d s=\"99.5\",m=1e20,l=12345678901234567890.12345678d 2\n");
            harness.send("d s=1.0049,m=0.1,l=1e-30 3\n");
            harness.send("d f=2.5d,r=0.1d 4\n");
            assertEquals(List.of(), harness.errors);
            assertEquals(decimal("5.00"), harness.rows("d").get(0).get("s"));
            assertEquals(decimal("-9223372036854775808"), harness.rows("d").get(0).get("m"));
            assertEquals(decimal("1.50000000"), harness.rows("d").get(0).get("l"));
            assertEquals(decimal("99.50"), harness.rows("d").get(1).get("s"));
            assertEquals(decimal("100000000000000000000"), harness.rows("d").get(1).get("m"));
            assertEquals(
                    decimal("12345678901234567890.12345678"), harness.rows("d").get(1).get("l"));
            // A number without a d is rounded: it is not exact anyway.
            assertEquals(decimal("1.00"), harness.rows("d").get(2).get("s"));
            assertEquals(decimal("0"), harness.rows("d").get(2).get("m"));
            assertEquals(decimal("0E-8"), harness.rows("d").get(2).get("l"));
            assertEquals((double) 2.5f, harness.rows("d").get(3).get("f"));
            assertEquals(0.1, harness.rows("d").get(3).get("r"));
        }
    }

    @Test
    void whatDoesNotFitIsRefused() throws Exception {
        try (LineStreamHarness harness = new LineStreamHarness(folder)) {
            declare(harness);
            String bounds = "is out bounds of column type: ";
            String scale = "has too many digits behind the point for column type: ";
            refuses(harness, "s=1000d", LineErrorCode.DECIMAL_OVERFLOW, "1000 " + bounds);
            refuses(harness, "s=-1000i", LineErrorCode.DECIMAL_OVERFLOW, "-1000 " + bounds);
            refuses(harness, "s=999.995", LineErrorCode.DECIMAL_OVERFLOW, "999.995 " + bounds);
            refuses(harness, "s=NaN", LineErrorCode.DECIMAL_OVERFLOW, "NaN " + bounds);
            refuses(harness, "l=1e70d", LineErrorCode.DECIMAL_OVERFLOW, "0 " + bounds);
            refuses(harness, "s=1.005d", LineErrorCode.DECIMAL_INVALID_SCALE, "1.005 " + scale);
            refuses(harness, "s=\"0.001\"", LineErrorCode.DECIMAL_INVALID_SCALE, "0.001 " + scale);
            String cast = "cast error from protocol type: ";
            refuses(harness, "s=\"x\"", LineErrorCode.CAST_ERROR, cast + "STRING");
            refuses(harness, "s=t", LineErrorCode.CAST_ERROR, cast + "BOOLEAN");
            refuses(harness, "n=1.5d", LineErrorCode.CAST_ERROR, cast + "DECIMAL");
            assertEquals(List.of(), harness.rows("d"));
        }
    }

    private static void declare(LineStreamHarness harness) throws Exception {
        harness.store.createTable(
                "d",
                List.of(
                        new NewColumn("s", ColumnType.decimal(5, 2)),
                        new NewColumn("m", ColumnType.decimal(38, 0)),
                        new NewColumn("l", ColumnType.decimal(76, 8)),
                        new NewColumn("f", ColumnType.FLOAT),
                        new NewColumn("r", ColumnType.DOUBLE),
                        new NewColumn("n", ColumnType.LONG),
                        new NewColumn("ts", ColumnType.TIMESTAMP)),
                6,
                PartitionUnit.DAY);
    }

    private static void refuses(
            LineStreamHarness harness, String field, LineErrorCode code, String message) {
        harness.send("d " + field + " 1\n");
        LineError error = harness.errors.removeFirst();
        assertEquals(code, error.code(), error.message());
        assertEquals(true, error.message().contains(message), error.message());
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }
}
