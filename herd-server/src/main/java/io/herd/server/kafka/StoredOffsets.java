package io.herd.server.kafka;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * How far the records of a topic are in the journal of this server, and what of its own is in the topic.
 *
 * @param topicId which topic of the name
 * @param acknowledged all that the server accepted before this POSIX time in nanoseconds is in the topic
 * @param offsets of the next records, by partition
 */
record StoredOffsets(String topicId, long acknowledged, Map<Integer, Long> offsets) {
    private static final String FIRST_LINE = "herd kafka offsets 1";
    private static final Pattern FORM = Pattern.compile(
            "(" + FIRST_LINE
                    + "\\ntopic ([A-Za-z0-9_-]{1,64})\\nacknowledged ([0-9]{1,18})\\n((?:[0-9]{1,6} [0-9]{1,18}\\n)*))crc32c ([0-9a-f]{8})\\n");

    StoredOffsets {
        offsets = Map.copyOf(offsets);
    }

    /** The text of a file, with a checksum at its end. */
    String encode() {
        var text = new StringBuilder(FIRST_LINE + "\ntopic " + topicId + "\nacknowledged " + acknowledged + "\n");
        new TreeMap<>(offsets)
                .forEach((partition, offset) ->
                        text.append(partition).append(' ').append(offset).append('\n'));
        return text + "crc32c " + checksum(text.toString()) + "\n";
    }

    /** What a text says; null where it is damaged, or of another version. */
    static @Nullable StoredOffsets decode(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || !checksum(matcher.group(1)).equals(matcher.group(5))) {
            return null;
        }
        var offsets = new TreeMap<Integer, Long>();
        matcher.group(4).lines().forEach(line -> {
            int space = line.indexOf(' ');
            offsets.put(Integer.valueOf(line.substring(0, space)), Long.valueOf(line.substring(space + 1)));
        });
        return new StoredOffsets(matcher.group(2), Long.parseLong(matcher.group(3)), offsets);
    }

    private static String checksum(String text) {
        var checksum = new CRC32C();
        checksum.update(text.getBytes(StandardCharsets.ISO_8859_1));
        return String.format("%08x", checksum.getValue());
    }
}
