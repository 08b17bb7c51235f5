/** Tests of the settings. */
@NullMarked
package dev.tidemark.server.config;

import org.jspecify.annotations.NullMarked;
