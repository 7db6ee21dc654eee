package io.herd.server.mqtt;

import io.herd.access.Names;
import io.herd.phone.PhoneNames;
import io.herd.phone.Sender;
import io.herd.protocol.Bytes;
import io.herd.server.watch.Interest;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription is for: topics, of which a level may be {@code +} for any, and the last {@code #} for any number of them.
 *
 * @param levels what stands between the solidi
 */
record TopicFilter(List<String> levels) {
    /** Longer ones match no topic that there is. */
    private static final int MOST_CHARACTERS = 1_024;

    private static final String LEVEL = "/";
    private static final String ANY = "+";
    private static final String ALL = "#";
    private static final int USER = 1;
    private static final int DEVICE = 2;

    TopicFilter {
        levels = List.copyOf(levels);
    }

    /** The filter that a text is; null where it is none. */
    static @Nullable TopicFilter parse(String text) {
        List<String> levels = List.of(text.split(LEVEL, -1));
        boolean isSound = !text.isEmpty() && text.length() <= MOST_CHARACTERS && text.indexOf('\0') < 0;
        for (int i = 0; i < levels.size() && isSound; i++) {
            String level = levels.get(i);
            boolean isWild = level.contains(ANY) || level.contains(ALL);
            isSound = !isWild || level.equals(ANY) || (level.equals(ALL) && i == levels.size() - 1);
        }
        return isSound ? new TopicFilter(levels) : null;
    }

    /** Whether several clients are to share its messages, which this server does not do. */
    boolean isShared() {
        return levels.getFirst().equals("$share");
    }

    boolean matches(String topic) {
        return matches(List.of(topic.split(LEVEL, -1)));
    }

    private boolean matches(List<String> topic) {
        int count = levels.size();
        boolean isOpen = levels.getLast().equals(ALL);
        int fixed = isOpen ? count - 1 : count;
        if (isOpen ? topic.size() < fixed : topic.size() != fixed) {
            return false;
        }
        for (int i = 0; i < fixed; i++) {
            if (!levels.get(i).equals(ANY) && !levels.get(i).equals(topic.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether it may match the topic on which a client's position is told. */
    boolean coversLocations() {
        return matches(List.of(PhoneTopic.ROOT, or(USER, ANY), or(DEVICE, ANY)));
    }

    /** Whether it may match the topic on which it is told how a client is shown. */
    boolean coversCards() {
        return matches(List.of(PhoneTopic.ROOT, or(USER, ANY), or(DEVICE, ANY), PhoneTopic.CARD));
    }

    /** Whether it may match a topic of OwnTracks at all. */
    boolean coversPhones() {
        return levels.getFirst().equals(ALL)
                || levels.getFirst().equals(ANY)
                || levels.getFirst().equals(PhoneTopic.ROOT);
    }

    private String or(int index, String otherwise) {
        String level = index < levels.size() ? levels.get(index) : ALL;
        return level.equals(ALL) ? otherwise : level;
    }

    /**
     * What is to be watched to hear of all clients whose topics it may match.
     *
     * @param visible the clients that may be seen: whoever may see a few need not watch all
     */
    Set<Interest> interests(Names visible) {
        String user = or(USER, ANY);
        String device = or(DEVICE, ANY);
        if (!user.equals(ANY) && !device.equals(ANY)) {
            Set<Bytes> seen = PhoneNames.of(new Sender(user, device)).stream()
                    .filter(visible::contains)
                    .collect(Collectors.toSet());
            return seen.isEmpty() ? Set.of() : Set.of(new Interest.OfClients(seen));
        }
        Bytes prefix = user.equals(ANY) ? Bytes.of("") : PhoneNames.prefixOf(user);
        Set<Bytes> prefixes = visible.stems().stream()
                .flatMap(stem -> common(stem, prefix))
                .collect(Collectors.toCollection(HashSet::new));
        Set<Bytes> all = Set.copyOf(prefixes);
        prefixes.removeIf(each -> all.stream().anyMatch(other -> !other.equals(each) && beginsWith(each, other)));
        return prefixes.stream().map(Interest.OfPrefix::new).collect(Collectors.toSet());
    }

    /** What both begin with that begins with each of two; nothing where there is no such name. */
    private static Stream<Bytes> common(Bytes one, Bytes other) {
        return beginsWith(one, other) ? Stream.of(one) : beginsWith(other, one) ? Stream.of(other) : Stream.empty();
    }

    private static boolean beginsWith(Bytes name, Bytes prefix) {
        return name.length() >= prefix.length()
                && name.subSequence(0, prefix.length()).equals(prefix);
    }

    /** About how many bytes it takes to keep. */
    int heldBytes() {
        return levels.stream().mapToInt(level -> 2 * level.length() + 64).sum();
    }

    @Override
    public String toString() {
        return String.join(LEVEL, levels);
    }
}
