package dev.tidemark.core.manifest;

import dev.tidemark.core.column.SymbolDictionary;
import dev.tidemark.core.table.HeldRuns;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a manifest would say of one version of a table, with the version held: until this is closed,
 * the files that it names stay where they are and as long as they are, unless they are found
 * damaged and set aside.
 *
 * @param folder of the table
 * @param manifest of the version's sealed rows
 * @param version that is held
 * @param dictionaries of the symbol columns, by column id; they may have grown further
 */
public record HeldManifest(
        Path folder,
        Manifest manifest,
        HeldRuns version,
        Map<Integer, SymbolDictionary> dictionaries)
        implements AutoCloseable {
    @Override
    public void close() {
        version.close();
    }
}
