/**
 * What all rooms need for their messages to people.
 *
 * <p>Main type: {@link dev.tidemark.core.text.Spelling}. Stateless; for any thread.
 */
@NullMarked
package dev.tidemark.core.text;

import org.jspecify.annotations.NullMarked;
