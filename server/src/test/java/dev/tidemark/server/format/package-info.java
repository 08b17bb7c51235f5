/** Tests of values as text. */
@NullMarked
package dev.tidemark.server.format;

import org.jspecify.annotations.NullMarked;
