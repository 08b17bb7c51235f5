package dev.tidemark.benchmarks.contender;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.tsbs.generate.Expectation;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerificationTest {

    private static Expectation.Sum sum(String value) {
        return new Expectation.Sum("a", 3, new BigDecimal(value));
    }

    @Test
    void integersMustBeExact() {
        assertTrue(Verification.isSame(sum("123456789"), "123456789"));
        assertTrue(Verification.isSame(sum("123456789"), "1.23456789E8"));
        assertFalse(Verification.isSame(sum("123456789"), "123456788"));
    }

    @Test
    void realNumbersAndHugeOnesMayDifferInTheLastDigits() {
        assertTrue(Verification.isSame(sum("1000.25"), "1000.2500000001"));
        assertFalse(Verification.isSame(sum("1000.25"), "1000.26"));
        assertTrue(Verification.isSame(sum("98765432109876543210"), "9.87654321098765E19"));
        assertFalse(Verification.isSame(sum("98765432109876543210"), "9.8765433E19"));
    }

    @Test
    void nothingIsRightOnlyWhereNothingWasSent() {
        assertTrue(Verification.isSame(new Expectation.Sum("a", 0, BigDecimal.ZERO), null));
        assertFalse(Verification.isSame(sum("0"), null));
    }

    @Test
    void oneQueryAsksForEverything() {
        Expectation.Table table =
                new Expectation.Table("t", 3, 0, 1, List.of(sum("1"), sum("1.5")));
        assertEquals(
                "SELECT count(), min(timestamp), max(timestamp), count(a), sum(a), count(a),"
                        + " sum(a::double) FROM t",
                Verification.question(table));
    }
}
