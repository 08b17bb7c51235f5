/** Tests of the server as a whole, and rules of the whole code base. */
@NullMarked
package dev.tidemark.server;

import org.jspecify.annotations.NullMarked;
