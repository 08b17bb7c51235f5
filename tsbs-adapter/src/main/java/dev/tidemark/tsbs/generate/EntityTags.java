package dev.tidemark.tsbs.generate;

import org.jspecify.annotations.Nullable;

/** The tags of a measurement's series, rendered beforehand as {@code name=value} pairs. */
final class EntityTags {

    private final byte[][] shared;
    private final byte @Nullable [][] own;

    /** Tags by entity that no other measurement adds to, without a comma at the ends. */
    EntityTags(byte[][] shared) {
        this.shared = shared;
        own = null;
    }

    /**
     * Tags of which several measurements share the first ones.
     *
     * @param shared the shared tags by entity, without a comma at the ends
     * @param own the further tags by entity, each with a comma before it
     */
    EntityTags(byte[][] shared, byte[][] own) {
        this.shared = shared;
        this.own = own;
    }

    /** The length of the longest tags. */
    int maximumBytes() {
        int maximum = 0;
        for (int entity = 0; entity < shared.length; entity++) {
            int ownBytes = own == null ? 0 : own[entity].length;
            maximum = Math.max(maximum, shared[entity].length + ownBytes);
        }
        return maximum;
    }

    /**
     * Appends the tags of an entity.
     *
     * @param entity number of the host or truck
     * @param leftOut number of the shared tag to leave out; negative if none
     * @param line receives the tags
     */
    void append(int entity, int leftOut, LineBytes line) {
        if (leftOut >= 0) {
            appendWithout(shared[entity], leftOut, line);
        } else {
            line.append(shared[entity]);
        }
        if (own != null) {
            line.append(own[entity]);
        }
    }

    private static void appendWithout(byte[] tags, int leftOut, LineBytes line) {
        int tag = 0;
        int from = 0;
        boolean first = true;
        for (int index = 0; index <= tags.length; index++) {
            if (index < tags.length && tags[index] != ',') {
                continue;
            }
            if (tag != leftOut) {
                if (!first) {
                    line.append(',');
                }
                line.append(tags, from, index);
                first = false;
            }
            tag++;
            from = index + 1;
        }
    }
}
