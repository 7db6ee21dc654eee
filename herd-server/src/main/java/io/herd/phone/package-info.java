/**
 * What phones and trackers say, as values: the formats of OwnTracks, Traccar Client, OsmAnd, GPSLogger and Overland, and what they are
 * answered with. Apps are lenient with each other, so everything here is total: whatever they send, there is a message for it.
 */
@NullMarked
package io.herd.phone;

import org.jspecify.annotations.NullMarked;
