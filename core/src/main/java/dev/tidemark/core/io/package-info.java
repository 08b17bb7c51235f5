/**
 * The seam for all file operations. Nothing else in the store touches files, so tests can put an
 * implementation in between that fails, tears writes or forgets what was not synced.
 *
 * <p>Main types: {@link dev.tidemark.core.io.FileSystem}, {@link dev.tidemark.core.io.OpenFile} and
 * the real thing, {@link dev.tidemark.core.io.DiskFileSystem}. All are thread-safe. Whoever opens a
 * file closes it; mappings belong to the arena that they are given and outlive the open file.
 */
@NullMarked
package dev.tidemark.core.io;

import org.jspecify.annotations.NullMarked;
