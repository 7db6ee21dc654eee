package io.herd.server.places;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.herd.config.PlacesConfig;
import io.herd.geo.Position;
import org.jspecify.annotations.Nullable;

/**
 * A cache of places, keyed by small cells of the Earth, that answers exactly as the source would for any point
 * of a cell. An entry has all places within its complete radius of the cell's centre. So for a point at a distance d from
 * the centre, all places within that radius less d are known, and an answer that needs no others is exact. Any number of threads
 * may share it.
 */
final class PlaceCache {
    /** How many places are asked for a cell: some more than any client may ask for, so that most answers are right. */
    static final int PLACES = 40;

    private static final int CELLS_PER_DEGREE = 1_000;
    /** From the centre of a cell to its farthest corner: 0.0005 degrees both ways at the equator are 78.7 m. */
    private static final double HALF_DIAGONAL = 79;
    /** In metres: distances are rounded. */
    private static final double MARGIN = 0.01;

    /** About what an entry and a place of it take besides the place's text. */
    private static final int ENTRY_BYTES = 200;

    private static final int PLACE_BYTES = 120;

    private final Cache<Long, Entry> entries;

    /**
     * What is known around a cell.
     *
     * @param isCut whether the source left out places that it was asked for
     */
    private record Entry(Search search, NearbyDocument document, boolean isCut) {
        int bytes() {
            return ENTRY_BYTES
                    + document.places().stream()
                            .mapToInt(place -> PLACE_BYTES + place.json().length())
                            .sum();
        }

        /** Null if it cannot tell. */
        @Nullable
        NearbyDocument answer(Search wished) {
            double known = document.completeRadius() - wished.center().distanceTo(search.center()) - MARGIN;
            NearbyDocument answer = document.whole().cutTo(wished);
            boolean isFull = answer.places().size() == wished.limit();
            boolean isExact = wished.radius() <= known || (isFull && answer.farthest(wished.center()) <= known);
            return isExact ? answer : null;
        }
    }

    PlaceCache(PlacesConfig.Cache config) {
        entries = Caffeine.newBuilder()
                .maximumWeight(config.bytes())
                .weigher((Long _, Entry entry) -> entry.bytes())
                .expireAfterWrite(config.age())
                // Its housekeeping is short, and needs no thread of its own.
                .executor(Runnable::run)
                .build();
    }

    /** The answer, if it is known. */
    @Nullable
    NearbyDocument find(Search wished) {
        Entry entry = entries.getIfPresent(cell(wished.center()));
        return entry == null ? null : entry.answer(wished);
    }

    /** The search to ask the source, so that its answer can be cached; the search itself where caching has not helped. */
    Search toAsk(Search wished) {
        Entry entry = entries.getIfPresent(cell(wished.center()));
        return entry != null && entry.isCut && entry.search.radius() >= wished.radius() + HALF_DIAGONAL
                ? wished
                : new Search(middle(wished.center()), wished.radius() + HALF_DIAGONAL, PLACES);
    }

    /** Caches the source's answer to a search of {@link #toAsk}, if it is successful and complete. */
    void keep(Search asked, NearbyDocument document) {
        if (document.status().isSuccess() && !document.isPartial()) {
            boolean isCut = document.completeRadius() < asked.radius();
            entries.put(cell(asked.center()), new Entry(asked, document, isCut));
        }
    }

    /** The answer to the original search, from that to a search of {@link #toAsk}; null if that is not sufficient. */
    static @Nullable NearbyDocument narrow(Search asked, NearbyDocument document, Search wished) {
        return asked.equals(wished) || !document.status().isSuccess()
                ? document
                : new Entry(asked, document, false).answer(wished);
    }

    private static int row(double latitude) {
        return Math.clamp((long) Math.floor((latitude + 90) * CELLS_PER_DEGREE), 0, 180 * CELLS_PER_DEGREE - 1);
    }

    private static int column(double longitude) {
        return Math.clamp((long) Math.floor((longitude + 180) * CELLS_PER_DEGREE), 0, 360 * CELLS_PER_DEGREE - 1);
    }

    private static long cell(Position position) {
        return (long) row(position.latitude()) * 360 * CELLS_PER_DEGREE + column(position.longitude());
    }

    private static Position middle(Position position) {
        // Divided once at the end, the numbers have no more decimals than they need.
        return new Position(
                (row(position.latitude()) - 90 * CELLS_PER_DEGREE + 0.5) / CELLS_PER_DEGREE,
                (column(position.longitude()) - 180 * CELLS_PER_DEGREE + 0.5) / CELLS_PER_DEGREE);
    }
}
