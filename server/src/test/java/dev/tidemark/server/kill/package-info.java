/**
 * A server that is killed under load, again and again, as a process of its own.
 *
 * <p>{@link dev.tidemark.server.kill.KillTest} runs the rounds; a {@link
 * dev.tidemark.server.kill.Sender} sends rows through one of the doors from a thread of its own,
 * and keeps a {@link dev.tidemark.server.kill.Ledger} of what it was told. {@link
 * dev.tidemark.server.kill.BackupKillTest} kills a server in the middle of a backup.
 */
@NullMarked
package dev.tidemark.server.kill;

import org.jspecify.annotations.NullMarked;
