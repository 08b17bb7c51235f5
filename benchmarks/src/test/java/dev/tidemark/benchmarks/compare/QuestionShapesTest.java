package dev.tidemark.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tidemark.benchmarks.data.DataSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class QuestionShapesTest {

    private static final Duration RANGE = Duration.ofHours(15);
    private static final Pattern TIME = Pattern.compile("'(2016-[^']*)'");

    @Test
    void thereAreFifteenKinds() {
        List<Question> questions = new QuestionShapes(1, 1_000, RANGE).next();
        assertEquals(15, questions.stream().map(Question::name).distinct().count());
    }

    @Test
    void theSeedChoosesHostsAndTimes() {
        QuestionShapes shapes = new QuestionShapes(1, 1_000, RANGE);
        List<Question> first = shapes.next();
        assertEquals(first, new QuestionShapes(1, 1_000, RANGE).next());
        assertNotEquals(first, shapes.next());
        assertNotEquals(first, new QuestionShapes(2, 1_000, RANGE).next());
    }

    @Test
    void windowsLieWithinTheRows() {
        QuestionShapes shapes = new QuestionShapes(3, 10, RANGE);
        int times = 0;
        for (int number = 0; number < 50; number++) {
            for (Question question : shapes.next()) {
                Matcher time = TIME.matcher(question.sql());
                while (time.find()) {
                    Instant instant = Instant.parse(time.group(1));
                    assertTrue(!instant.isBefore(DataSet.START), question.sql());
                    assertTrue(!instant.isAfter(DataSet.START.plus(RANGE)), question.sql());
                    times++;
                }
            }
        }
        assertEquals(50 * (2 * 13 + 1), times);
    }

    @Test
    void eachContenderIsFirstInTurn() {
        assertEquals(List.of("a", "b", "c"), Workplace.rotated(List.of("a", "b", "c"), 1));
        assertEquals(List.of("b", "c", "a"), Workplace.rotated(List.of("a", "b", "c"), 2));
        assertEquals(List.of("a", "b", "c"), Workplace.rotated(List.of("a", "b", "c"), 4));
    }
}
