package io.herd.server.places;

import io.herd.geo.Position;

/** A place where people live. */
public record PopulatedPlace(String name, Position position, int population) {}
