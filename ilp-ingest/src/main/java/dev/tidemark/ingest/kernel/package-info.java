/**
 * Searching and comparing bytes, many at a time.
 *
 * <p>Main type: {@link dev.tidemark.ingest.kernel.ByteKernel}, with a vector twin for machines and
 * JVMs that have vectors and a scalar one that does the same in plain Java. Kernels hold no state
 * and no memory and may be shared by threads.
 */
@NullMarked
package dev.tidemark.ingest.kernel;

import org.jspecify.annotations.NullMarked;
