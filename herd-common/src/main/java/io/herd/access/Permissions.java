package io.herd.access;

import io.herd.geo.Circle;
import io.herd.geo.Position;
import io.herd.protocol.Bytes;
import io.herd.protocol.FenceName;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What somebody may do.
 *
 * @param report the clients that may be reported
 * @param read the clients and fences that may be seen, wherever they are
 * @param areas where all clients may be seen
 * @param forget the clients that may be deleted
 * @param monitor whether status and metrics may be seen
 * @param administer whether fences may be defined and deleted, and clients that may be read be shared
 */
public record Permissions(
        Names report, Names read, List<Circle> areas, Names forget, boolean monitor, boolean administer) {
    public static final Permissions NONE = of(Set.of(), Names.ALL);
    public static final Permissions ALL = of(Set.of(Scope.values()), Names.ALL);

    public Permissions {
        areas = List.copyOf(areas);
    }

    /** Some scopes, each for the same names. */
    public static Permissions of(Set<Scope> scopes, Names names) {
        return new Permissions(
                scopes.contains(Scope.REPORT) ? names : Names.NONE,
                scopes.contains(Scope.READ) ? names : Names.NONE,
                List.of(),
                scopes.contains(Scope.FORGET) ? names : Names.NONE,
                scopes.contains(Scope.MONITOR),
                scopes.contains(Scope.ADMINISTER));
    }

    /** What some words permit, as a line of the list of tokens has them behind its name; null if one of them means nothing. */
    public static @Nullable Permissions parse(List<String> words) {
        return TokenLine.permissions(words);
    }

    /** To read names that match a pattern. */
    static Permissions reading(NamePattern names) {
        return new Permissions(Names.NONE, new Names(List.of(names), List.of()), List.of(), Names.NONE, false, false);
    }

    /** Whether anything of a scope is permitted at all. */
    public boolean has(Scope scope) {
        return switch (scope) {
            case REPORT -> !report.isEmpty();
            case READ -> !read.isEmpty() || !areas.isEmpty();
            case FORGET -> !forget.isEmpty();
            case MONITOR -> monitor;
            case ADMINISTER -> administer;
        };
    }

    /** Whether a client may be seen where it is. */
    public boolean mayRead(Bytes name, Position position) {
        return read.contains(name) || areas.stream().anyMatch(each -> each.contains(position));
    }

    /** Whether a fence may be seen: by its name, as clients are; null for all fences, each of which may be or not. */
    public boolean mayRead(@Nullable FenceName fence) {
        return fence == null ? has(Scope.READ) : read.contains(fence.bytes());
    }

    /** Whether all clients within a circle may be seen. */
    public boolean mayReadAllWithin(Position center, double radius) {
        return read.isAll()
                || areas.stream().anyMatch(each -> each.center().distanceTo(center) + radius <= each.radius());
    }
}
