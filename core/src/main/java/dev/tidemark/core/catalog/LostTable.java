package dev.tidemark.core.catalog;

import dev.tidemark.core.io.Damage;

/**
 * A table none of which can be served, because what all its rows need is damaged. It lies in the
 * quarantine, and its name stands for it until somebody says that it is given up.
 *
 * @param id its number, which is not used again
 * @param name as far as that is known; else that of its folder
 * @param damage what is wrong
 */
public record LostTable(int id, String name, Damage damage) {}
