package io.herd.server.places;

import io.herd.geo.Position;
import java.util.List;

/**
 * A town, a park, a school: whatever somebody may look for near a point.
 *
 * @param id stays the same from one gazetteer to the next: {@code geonames:5368361}, {@code ourairports:KLAX}
 * @param name as its people write it
 * @param types what it is, in Google's words
 * @param vicinity where it is: {@code California, United States}
 */
public record Place(String id, String name, Position position, List<String> types, String vicinity) {}
