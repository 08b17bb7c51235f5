/** Tests of the command line. */
@NullMarked
package dev.tidemark.server.cli;

import org.jspecify.annotations.NullMarked;
