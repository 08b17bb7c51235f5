/**
 * Backups of a store that goes on working, and what is made from them.
 *
 * <p>Main types: {@link dev.tidemark.core.backup.BackupWriter} makes one backup, {@link
 * dev.tidemark.core.backup.BackupFolder} knows which there are, {@link
 * dev.tidemark.core.backup.Restore} makes a database of one. Objects belong to one thread. All
 * files are reached through a {@link dev.tidemark.core.io.FileSystem}; nothing stays open.
 *
 * <h2>Layout</h2>
 *
 * A folder for backups holds any number of them, each complete in itself:
 *
 * <pre>
 *   tidemark.lock                     who is writing to the folder
 *   000001-20260101T120000Z/          a backup: number, and when it was begun
 *     contents                        what belongs to it
 *     tables/NAME~ID/...              manifests, symbols and partitions, as in a database
 *     log/...                         one segment: rows that were not sealed yet
 *     quarantine/N.report             what is known of tables that the database has lost
 *   000002-20260102T120000Z/
 *   000003-20260103T120000Z.unfinished/   one that was not completed, or is being deleted
 * </pre>
 *
 * <p>A backup is written as {@code .unfinished}, synced, and then gets its name; so one that has
 * its name is whole. Files of a database only ever grow behind what counts. A backup therefore
 * links each file that the newest one before it has the beginning of, and appends what is new: the
 * earlier backup does not notice, for it counts fewer bytes of the same file. That the file is the
 * beginning of the same file is not believed but seen, from the checksums of all its blocks; so a
 * database that was restored, or is another one, leads to files of its own. No file is shared with
 * the database.
 *
 * <p>{@code contents} is text in UTF-8, one thing a line:
 *
 * <pre>
 *   tidemark backup 1
 *   time 2026-01-03T12:00:00Z
 *   log FIRST LAST                    sequence numbers of frames; LAST is FIRST - 1 if there are none
 *   table ROWS PARTITIONS NAME~ID     sealed rows and partitions; a line for each folder in tables
 *   crc32c HEX                        of all bytes before this line
 * </pre>
 */
@NullMarked
package dev.tidemark.core.backup;

import org.jspecify.annotations.NullMarked;
