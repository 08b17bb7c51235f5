/** Tests of what gets the server ready for load. */
@NullMarked
package dev.tidemark.server.warmup;

import org.jspecify.annotations.NullMarked;
