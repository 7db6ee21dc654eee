package io.herd.demo;

import io.herd.geo.GreatCircle;
import io.herd.geo.Position;
import java.util.List;
import java.util.SplittableRandom;

/** An aircraft that flies from city to city for ever, along great circles. The same number flies the same way. */
public final class Flight {
    private static final double SLOWEST = 220;
    private static final double FASTEST = 260;
    /** In metres: nobody flies from a city to its suburb. */
    private static final double SHORTEST = 200_000;

    private final List<Position> cities;
    private final SplittableRandom random;
    private final double speed;
    private Position from;
    private Position to;
    /** When it took off, in seconds since the begin. */
    private double departure;

    /** A flight that is on its way at the begin. At least two cities must be far enough from one another. */
    public Flight(int number, List<Position> cities) {
        this.cities = cities;
        random = new SplittableRandom(number);
        speed = random.nextDouble(SLOWEST, FASTEST);
        from = anyCity();
        to = destination();
        departure = -random.nextDouble(seconds());
    }

    /** Where it is so many seconds after the begin; time does not go back. */
    public Position at(double time) {
        while (time >= departure + seconds()) {
            departure += seconds();
            from = to;
            to = destination();
        }
        return GreatCircle.between(from, to, (time - departure) / seconds());
    }

    private double seconds() {
        return from.distanceTo(to) / speed;
    }

    private Position destination() {
        Position city = anyCity();
        while (city.distanceTo(from) < SHORTEST) {
            city = anyCity();
        }
        return city;
    }

    private Position anyCity() {
        return cities.get(random.nextInt(cities.size()));
    }
}
