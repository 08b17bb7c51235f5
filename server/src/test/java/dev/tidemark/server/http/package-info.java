/** Tests of HTTP, over real sockets. */
@NullMarked
package dev.tidemark.server.http;

import org.jspecify.annotations.NullMarked;
