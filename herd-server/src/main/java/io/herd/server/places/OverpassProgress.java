package io.herd.server.places;

import java.util.ArrayList;
import java.util.List;

/**
 * The progress of a search at an Overpass interpreter, and the next radius to ask for.
 *
 * @param complete all places within this radius are known
 * @param cut within this radius there are more elements than an answer holds
 * @param radius of the current request
 * @param requests the number of requests, the current one included
 * @param places so far, each once; those beyond {@code complete} are not the only ones there
 */
record OverpassProgress(
        Search search, double complete, double cut, double radius, int requests, List<FoundPlace> places) {
    /** Where an answer is cut. */
    static final int MOST_ELEMENTS = 200;

    private static final double FIRST_RADIUS = 250;
    private static final int MOST_REQUESTS = 5;
    /** The next radius is chosen to hold this many times the places asked for, at the density so far. */
    private static final double ABUNDANCE = 2.5;

    private static final double MOST_WIDENING = 8;
    private static final double LEAST_WIDENING = 2;
    /** A radius whose answer was cut is followed by one that is smaller by the root of this, if nothing else is known. */
    private static final double MOST_NARROWING = 16;

    static OverpassProgress begin(Search search) {
        double radius = Math.min(FIRST_RADIUS, search.radius());
        return new OverpassProgress(search, 0, Double.POSITIVE_INFINITY, radius, 1, List.of());
    }

    /** Whether the areas are known that enclose the center. */
    boolean knowsEnclosing() {
        return complete > 0;
    }

    /** The same with places of an answer that lacks others. */
    OverpassProgress with(List<FoundPlace> found) {
        return new OverpassProgress(search, complete, cut, radius, requests, merged(found));
    }

    /** What is known after an answer to the radius asked for. */
    OverpassProgress after(List<FoundPlace> found, int elements) {
        boolean isCut = elements >= MOST_ELEMENTS;
        return new OverpassProgress(
                search,
                isCut ? complete : Math.max(complete, radius),
                isCut ? Math.min(cut, radius) : cut,
                radius,
                requests,
                merged(found));
    }

    /** The next request. */
    OverpassProgress next() {
        return new OverpassProgress(search, complete, cut, nextRadius(), requests + 1, places);
    }

    /** Whether no request needs to follow, or none may. */
    boolean isDone() {
        return isComplete() || requests >= MOST_REQUESTS;
    }

    /** Whether no place is missing of those wished for. */
    boolean isComplete() {
        return complete >= search.radius() || near() >= search.limit();
    }

    /** How many places are known where all are. Others may be known that stand farther, though their outlines do not. */
    private long near() {
        return places.stream()
                .filter(place -> search.center().distanceTo(place.position()) <= complete)
                .count();
    }

    private double nextRadius() {
        if (cut < Double.POSITIVE_INFINITY) {
            return Math.sqrt(Math.max(complete, cut / MOST_NARROWING) * cut);
        }
        double widening = Math.sqrt(ABUNDANCE * search.limit() / Math.max((double) near(), 0.1));
        return Math.min(search.radius(), complete * Math.clamp(widening, LEAST_WIDENING, MOST_WIDENING));
    }

    private List<FoundPlace> merged(List<FoundPlace> found) {
        List<FoundPlace> all = new ArrayList<>(places);
        all.addAll(found);
        return SamePlaces.once(all);
    }
}
