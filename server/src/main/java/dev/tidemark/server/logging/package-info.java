/**
 * Where the server's messages go: the libraries' {@code System.Logger}s are bound to Logback, which
 * {@link dev.tidemark.server.logging.ConsoleLogging} sets up, and which is found as a service.
 */
@NullMarked
package dev.tidemark.server.logging;

import org.jspecify.annotations.NullMarked;
