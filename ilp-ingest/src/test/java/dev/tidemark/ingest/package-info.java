/** What the tests of this module share: seeded random numbers and readable rows. */
package dev.tidemark.ingest;
