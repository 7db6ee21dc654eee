package io.herd.access;

import io.herd.protocol.Bytes;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A set of names of clients and fences: those of some patterns, without those of others. */
public final class Names {
    private static final NamePattern ANY = new NamePattern(Bytes.of(""), true);

    public static final Names NONE = new Names(List.of(), List.of());
    public static final Names ALL = new Names(List.of(ANY), List.of());

    private final List<NamePattern> included;
    private final List<NamePattern> excluded;
    /** Most are, and every report asks. */
    private final boolean isAll;

    /**
     * Names of some patterns.
     *
     * @param included the patterns of which a name must match one
     * @param excluded the patterns of which it must match none
     */
    Names(List<NamePattern> included, List<NamePattern> excluded) {
        this.included = List.copyOf(included);
        this.excluded = List.copyOf(excluded);
        isAll = excluded.isEmpty() && included.contains(ANY);
    }

    /** All names but those of some {@linkplain #isPattern patterns}. */
    public static Names allBut(List<String> patterns) {
        return new Names(
                List.of(ANY),
                patterns.stream()
                        .map(NamePattern::parse)
                        .filter(Objects::nonNull)
                        .toList());
    }

    /** Whether a text says which names are meant: {@code family/phone}, {@code family/*}, or {@code *}. */
    public static boolean isPattern(String text) {
        return NamePattern.parse(text) != null;
    }

    public boolean contains(Bytes name) {
        return isAll || (included.stream().anyMatch(each -> each.matches(name)) && !isExcluded(name));
    }

    private boolean isExcluded(Bytes name) {
        return excluded.stream().anyMatch(each -> each.matches(name));
    }

    /** Whether all names that begin so are in it. */
    public boolean containsAllOf(Bytes prefix) {
        return included.stream().anyMatch(each -> each.matchesAllOf(prefix))
                && excluded.stream().noneMatch(each -> each.overlaps(prefix));
    }

    /**
     * What all these names begin with, where one pattern says which they are: {@code family/} of {@code family/*}, all of a single
     * name; null where there are several patterns, or none.
     */
    public @Nullable Bytes onlyStem() {
        return included.size() == 1 ? included.getFirst().text() : null;
    }

    /** What the names of each pattern begin with: whoever goes through all names that begin so has seen all that are meant. */
    public List<Bytes> stems() {
        return included.stream().map(NamePattern::text).toList();
    }

    /** Whether it is a single name. */
    public boolean isSingle() {
        return included.size() == 1 && !included.getFirst().isPrefix();
    }

    public boolean isAll() {
        return isAll;
    }

    public boolean isEmpty() {
        return included.isEmpty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Names that && included.equals(that.included) && excluded.equals(that.excluded);
    }

    @Override
    public int hashCode() {
        return Objects.hash(included, excluded);
    }

    @Override
    public String toString() {
        return included + " without " + excluded;
    }
}
