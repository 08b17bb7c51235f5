package dev.tidemark.sql.plan;

/** In which order a scan delivers rows. */
public enum ScanOrder {
    /** As is cheapest; of equal timestamps still in order of arrival. */
    ANY,
    /** By designated timestamp, ties in order of arrival. */
    ASCENDING,
    /** The exact reverse. */
    DESCENDING
}
