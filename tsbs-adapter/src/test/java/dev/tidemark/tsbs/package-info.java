/** What the tests of this module share. */
@NullMarked
package dev.tidemark.tsbs;

import org.jspecify.annotations.NullMarked;
