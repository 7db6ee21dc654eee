package io.herd.growth;

import java.util.Map;

/**
 * What was measured of a part.
 *
 * @param plots of the table's figures, by name
 */
record Findings(FigureTable table, Map<String, Plot> plots) {}
