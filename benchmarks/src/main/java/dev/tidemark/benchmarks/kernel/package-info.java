/**
 * Vector code that was not faster than the plain loops that are used: kept so that this can be
 * measured again, on other machines and with later versions of Java.
 */
@NullMarked
package dev.tidemark.benchmarks.kernel;

import org.jspecify.annotations.NullMarked;
