package dev.tidemark.tsbs.generate;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A field of a measurement. Its values are whole numbers of the unit 10^-scale.
 *
 * @param name the name in the lines
 * @param integer whether lines carry the integer mark {@code i}; if not, the field is a double
 * @param scale digits behind the point, 0 for integers
 */
record Field(String name, boolean integer, int scale) {

    static Field integer(String name) {
        return new Field(name, true, 0);
    }

    static Field decimal(String name, int scale) {
        return new Field(name, false, scale);
    }

    /** Integer fields of the given names. */
    static List<Field> integers(String... names) {
        return Arrays.stream(names).map(Field::integer).toList();
    }

    /** What stands before a value: a comma, the name, an equals sign. */
    byte[] template() {
        return ("," + name + "=").getBytes(StandardCharsets.US_ASCII);
    }
}
