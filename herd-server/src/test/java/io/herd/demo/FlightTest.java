package io.herd.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.herd.geo.Position;
import io.herd.server.places.Cities;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlightTest {
    private static final List<Position> CITIES =
            List.of(new Position(52.5, 13.4), new Position(35.7, 139.7), new Position(-33.9, 151.2));

    @Test
    void aFlightMovesAtTheSpeedOfAnAircraft() {
        var flight = new Flight(1, CITIES);
        Position before = flight.at(0);
        for (int second = 60; second < 200_000; second += 60) {
            Position now = flight.at(second);
            assertThat(now.distanceTo(before)).isBetween(0.0, 60 * 260.0);
            before = now;
        }
    }

    @Test
    void aFlightGetsFromCityToCity() {
        var flight = new Flight(2, CITIES);
        boolean[] reached = new boolean[CITIES.size()];
        for (int second = 0; second < 2_000_000; second += 30) {
            Position now = flight.at(second);
            for (int i = 0; i < reached.length; i++) {
                reached[i] |= now.distanceTo(CITIES.get(i)) < 10_000;
            }
        }
        assertThat(reached).containsOnly(true);
    }

    @Test
    void theSameNumberFliesTheSameWay() {
        assertThat(new Flight(3, CITIES).at(500)).isEqualTo(new Flight(3, CITIES).at(500));
        assertThat(new Flight(3, CITIES).at(500)).isNotEqualTo(new Flight(4, CITIES).at(500));
    }

    @Test
    void theGazetteerKnowsTheLargestCities() {
        List<Position> cities = Cities.largest(100);
        assertThat(cities).hasSize(100).doesNotHaveDuplicates();
        assertThat(cities.getFirst().distanceTo(new Position(31.22, 121.46))).isLessThan(20_000);
    }
}
