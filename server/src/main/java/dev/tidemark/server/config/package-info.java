/**
 * The server's settings: what there is, where values come from, and how they are written.
 *
 * <p>{@link dev.tidemark.server.config.ServerSettings} is the one table of all settings, with their
 * defaults and documentation; the reference for users is made from it. A {@link
 * dev.tidemark.server.config.Configuration} holds one value for each, from the first of these
 * sources that has one: command line, environment ({@code TIDEMARK_ILP_PORT}), properties file
 * ({@code ilp.port}), default. A key that no setting has is an error in every source.
 *
 * <p>Everything here is immutable and may be shared between threads.
 */
@NullMarked
package dev.tidemark.server.config;

import org.jspecify.annotations.NullMarked;
