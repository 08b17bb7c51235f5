/** What the tests of this module share: seeded random numbers and readable rows. */
@NullMarked
package dev.tidemark.ingest;

import org.jspecify.annotations.NullMarked;
