package io.herd.server.places;

import io.herd.geo.Position;
import java.util.List;

/**
 * A place: a town, a park, a school or the like.
 *
 * @param id stays the same from one gazetteer to the next: {@code geonames:5368361}, {@code ourairports:KLAX}
 * @param name in the local language
 * @param types what it is, in Google's terms
 * @param vicinity where it is: {@code California, United States}
 */
public record Place(String id, String name, Position position, List<String> types, String vicinity) {}
