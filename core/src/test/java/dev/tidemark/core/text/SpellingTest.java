package dev.tidemark.core.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
    @ParameterizedTest
    @CsvSource({
        "'', '', 0",
        "a, '', 1",
        "'', ab, 2",
        "selct, select, 1",
        "slecet, select, 2",
        "sleect, select, 1",
        "usag_user, usage_user, 1",
        "abc, xyz, 3"
    })
    void mistakesAreCountedBothWays(String from, String to, int mistakes) {
        assertEquals(mistakes, Spelling.mistakes(from, to));
        assertEquals(mistakes, Spelling.mistakes(to, from));
    }

    @Test
    void theNearestNameWinsAndTheFirstOfEquals() {
        assertEquals(
                Optional.of("usage_user"),
                Spelling.nearest("Usag_user", List.of("usage_idle", "usage_user")));
        assertEquals(Optional.of("ab"), Spelling.nearest("aa", List.of("ab", "ac")));
        assertEquals(Optional.empty(), Spelling.nearest("aa", List.of("bb", "aabb")));
        assertEquals(Optional.empty(), Spelling.nearest("a", List.of()));
        assertEquals(", did you mean 'bind'?", Spelling.didYouMean("bnd", List.of("bind")));
        assertEquals("", Spelling.didYouMean("port", List.of("bind")));
    }
}
