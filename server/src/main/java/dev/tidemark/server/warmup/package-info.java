/**
 * Getting ready for load: right after the start the code that takes in rows is used on rows made
 * up, so that it is compiled when the first real ones come. Until then it is interpreted, and many
 * times slower.
 *
 * <p>Main type: {@link dev.tidemark.server.warmup.Rehearsal}, a thread of its own with a database
 * of its own in a temporary folder. Nothing of it is ever seen in the server's data.
 */
@NullMarked
package dev.tidemark.server.warmup;

import org.jspecify.annotations.NullMarked;
