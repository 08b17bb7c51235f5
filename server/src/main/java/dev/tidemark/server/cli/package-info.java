/**
 * The command line: {@code tidemark serve}, {@code generate}, {@code load}, {@code sql}, {@code
 * backup}, {@code restore}, {@code check}, {@code demo}, {@code user}, {@code help} and {@code
 * version}.
 *
 * <p>{@link dev.tidemark.server.cli.Main} reads it; each command is a class of its own. This is the
 * only package that ends the process. A failure is told in one line on standard error, with a stack
 * trace only if {@code --debug} is given; the status is then 1, or 2 if the command line itself is
 * wrong, and 3 if a check finds damage.
 */
@NullMarked
package dev.tidemark.server.cli;

import org.jspecify.annotations.NullMarked;
