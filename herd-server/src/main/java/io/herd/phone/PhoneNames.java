package io.herd.phone;

import io.herd.access.Names;
import io.herd.protocol.ByteWriter;
import io.herd.protocol.Bytes;
import io.herd.protocol.ClientName;
import io.herd.protocol.PercentEncoding;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which client a device is, and which topic of OwnTracks is that of a client. Names of users and devices may have white space, which
 * that of a client has percent-encoded: {@code bravo/iPhone%2012%20Pro} has the topic {@code owntracks/bravo/iPhone 12 Pro}.
 */
public final class PhoneNames {
    private static final String TOPICS = "owntracks/";
    private static final Bytes NOBODY = Bytes.of("herd");
    private static final char LEVEL = '/';

    private PhoneNames() {}

    /**
     * The client that a device is. A credential for a single name says it; one for the devices of a user says whose it is, if the device
     * does not.
     *
     * @param sender what the device says
     * @param permitted the clients that whoever sends it may report
     * @return null if nobody says it
     */
    public static @Nullable ClientName client(Sender sender, Names permitted) {
        Bytes stem = permitted.onlyStem();
        if (stem != null && permitted.isSingle()) {
            return ClientName.of(stem.toUtf8());
        }
        Bytes name = encode(sender.name());
        boolean isOfNobody = name.length() > 0 && indexOfLevel(name) < 0;
        if (isOfNobody && stem != null && stem.length() > 0 && stem.charAt(stem.length() - 1) == LEVEL) {
            name = new ByteWriter(stem.length() + name.length())
                    .write(stem)
                    .write(name)
                    .take();
        }
        return ClientName.ofBytes(name);
    }

    private static Bytes encode(String name) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        var out = new ByteWriter(utf8.length);
        for (byte each : utf8) {
            boolean isSpecial = (each >= 0 && each <= ' ') || each == '%' || each == 0x7f;
            if (isSpecial) {
                out.write(String.format("%%%02X", each));
            } else {
                out.write((char) (each & 0xff));
            }
        }
        return out.take();
    }

    /** The clients that a topic of a device may be of: the one that is called so, and of the user {@code herd} those of no user. */
    public static List<Bytes> of(Sender ofTopic) {
        Bytes whole = encode(ofTopic.name());
        return encode(ofTopic.user()).equals(NOBODY) ? List.of(whole, encode(ofTopic.device())) : List.of(whole);
    }

    /** What the names of the clients begin with whose topics are of a user. */
    public static Bytes prefixOf(String user) {
        Bytes encoded = encode(user);
        return encoded.equals(NOBODY) ? Bytes.of("") : encode(user + LEVEL);
    }

    /** The topic of a client, of three levels whatever its name: those of no user are of one that is called {@code herd}. */
    public static String topic(Bytes client) {
        int end = indexOfLevel(client);
        Bytes user = client.subSequence(0, end < 0 ? 0 : end);
        Bytes device = client.subSequence(end + 1, client.length());
        return TOPICS + level(user.length() == 0 ? NOBODY : user) + LEVEL + level(device);
    }

    private static int indexOfLevel(Bytes name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) == LEVEL) {
                return i;
            }
        }
        return -1;
    }

    private static String level(Bytes encoded) {
        Bytes decoded = PercentEncoding.decode(encoded.toString());
        return (decoded == null ? encoded : decoded).toUtf8().replaceAll("[/+#\\u0000]", "_");
    }
}
