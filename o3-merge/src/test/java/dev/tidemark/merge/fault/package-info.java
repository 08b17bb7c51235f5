/**
 * A whole store on a simulated disk: crashes at every operation, failing operations, a full disk,
 * damaged files. Here and not beside the store, because here is the sealer that it runs with.
 */
@org.jspecify.annotations.NullMarked
package dev.tidemark.merge.fault;
